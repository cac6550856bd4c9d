import { expect, test } from 'vitest';
import { Applet, BusyboxApplets, BusyboxSetting, ContainerImage, CrossToolchain, ScratchImage, UpxCompress } from '../../../../src';
import { BUSYBOX, DEBIAN, newImage } from '../../../support/image';
import { found } from '../../one-stage';

function shell(settings: BusyboxSetting[], pack = true): ContainerImage {
  const image = newImage();
  const busybox = new BusyboxApplets(image, 'Shell', { version: BUSYBOX, applets: [Applet.ASH, Applet.SH, Applet.LS], settings, toolchain: CrossToolchain.debianMusl(DEBIAN) });
  new ScratchImage(image, 'Runtime', { contents: [pack ? new UpxCompress(image, 'Packed', { input: busybox, base: DEBIAN }) : busybox] });
  return image;
}

test.each([
  { settings: ['FEATURE_PREFER_APPLETS', 'FEATURE_SH_STANDALONE'], count: 1 },
  { settings: ['FEATURE_SH_NOFORK'], count: 1 },
  { settings: [], count: 0 },
])('BusyBox with $settings starts itself', ({ settings, count }) => {
  const image = shell(settings.map(each => BusyboxSetting.on(each)));
  expect(found(image, 'pack/starts-itself')).toEqual(count === 0 ? [] : ['/bin/busybox is packed by UPX 4.2.4 and starts itself through /proc/self/exe.']);
});

test('one that is not packed may start itself, and so may one that does it by its path', () => {
  expect(found(shell([BusyboxSetting.on('FEATURE_PREFER_APPLETS')], false), 'pack/starts-itself')).toEqual([]);
  const byPath = [BusyboxSetting.on('FEATURE_PREFER_APPLETS'), BusyboxSetting.text('BUSYBOX_EXEC_PATH', '/bin/busybox')];
  expect(found(shell(byPath), 'pack/starts-itself')).toEqual([]);
});
