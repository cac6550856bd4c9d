import { expect, test } from 'vitest';
import { Applet, BusyboxApplets, BusyboxSetting, ContainerImage, CrossToolchain, ExecutableFormat, Packer, RootfsEntry, ScratchImage, Size, TargetProfile, UpxCompress } from '../../../src';
import { BUSYBOX, DEBIAN, newImage } from '../../support/image';
import { found, undecided, withFiles } from '../one-stage';

const app = (packer?: Packer) => [RootfsEntry.file('/bin/app', { executable: { format: ExecutableFormat.ELF, writtenInGo: true, packed: true, packer } })];
const NRV = { name: 'upx', version: '4.2.4', method: 'nrv' };
const LZMA = { name: 'upx', version: '4.2.4', method: 'lzma' };

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

test('NRV is reported where the bytes of a transfer are limited, by the image or by the place', () => {
  const said = (packer: Packer, limit: object, on: 'budgets' | 'limits') => found(withFiles(app(packer), on === 'budgets'
    ? { budgets: [limit] }
    : { target: TargetProfile.custom({ name: 'router', attestations: false, limits: [limit] }) }), 'pack/method');
  const says = ['/bin/app is packed with NRV, and the bytes that a device transfers are limited.'];
  expect(said(NRV, { transferred: Size.mebibytes(8) }, 'budgets')).toEqual(says);
  expect(said(NRV, { transferred: Size.mebibytes(8) }, 'limits')).toEqual(says);
  expect(said(NRV, { extracted: Size.mebibytes(8) }, 'budgets')).toEqual([]);
  expect(said(LZMA, { transferred: Size.mebibytes(8) }, 'budgets')).toEqual([]);
});

test('an SBOM of a packed Go program is empty, unless it is packed with LZMA', () => {
  const id = 'pack/sbom';
  expect(found(withFiles(app(NRV)), id)).toEqual(['/bin/app is packed by UPX 4.2.4, and the image has an SBOM.']);
  expect(found(withFiles(app(LZMA)), id)).toEqual([]);
  expect([found(withFiles(app()), id), undecided(withFiles(app()), id)]).toEqual([[], ['/bin/app is packed by UPX, and the image has an SBOM.']]);
  expect(found(withFiles(app(NRV), { target: TargetProfile.routerOs() }), id)).toEqual([]);
});

test('deltas and several containers are a matter of the place', () => {
  const target = TargetProfile.custom({ name: 'balenaOS', attestations: false, deltaUpdates: true, containers: 3 });
  expect(found(withFiles(app(LZMA), { target }), 'pack/delta-updates')).toEqual(['/bin/app is packed, and balenaOS updates by deltas.']);
  expect(found(withFiles(app(LZMA), { target }), 'pack/memory')).toEqual(['/bin/app is packed, and 3 containers of the image run on each balenaOS.']);
});
