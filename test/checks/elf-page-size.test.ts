import { expect, test } from 'vitest';
import { found, undecided, withFiles } from './one-stage';
import { Applet, BusyboxApplets, CrossToolchain, ExecutableFormat, GoCrossBuild, GoSource, Platform, RootfsEntry, ScratchImage, TargetProfile, UpxCompress } from '../../src';
import { BUSYBOX, DEBIAN, GO, newImage } from '../support/image';

const target = TargetProfile.custom({ name: 'NAS', attestations: true, pageSizes: [4096, 32768] });
const aligned = (alignment: number | undefined, platforms: Platform[]) => withFiles(
  [RootfsEntry.file('/bin/app', { executable: { format: ExecutableFormat.ELF, alignment } })], { platforms, target },
);

test('a program that is aligned for smaller pages is reported where pages may be bigger', () => {
  expect(found(aligned(4096, [Platform.LINUX_AMD64, Platform.LINUX_ARM_V7]), 'elf/page-size')).toEqual([
    'The segments of /bin/app are aligned to 4 KiB, and pages of NAS have up to 32 KiB. So on linux/arm/v7.',
  ]);
  expect(found(aligned(4096, [Platform.LINUX_AMD64]), 'elf/page-size')).toEqual([]);
});

test('where nobody said how it is aligned, the rule cannot tell', () => {
  const image = aligned(undefined, [Platform.LINUX_ARM64]);
  expect(found(image, 'elf/page-size')).toEqual([]);
  expect(undecided(image, 'elf/page-size')).toEqual(['It is not known how the segments of /bin/app are aligned, and pages of NAS have up to 32 KiB.']);
});

test('what Go and Debian\'s GCC make is aligned for all pages, packed or not', () => {
  const image = newImage({ platforms: [Platform.LINUX_ARM64, Platform.LINUX_ARM_V5], target });
  const app = new GoCrossBuild(image, 'App', { source: GoSource.directory('app'), toolchain: GO, binaries: [{ mainPackage: '.', path: '/bin/app' }] });
  const shell = new BusyboxApplets(image, 'Shell', { version: BUSYBOX, applets: [Applet.SH], toolchain: CrossToolchain.debianMusl(DEBIAN) });
  new ScratchImage(image, 'Runtime', { contents: [new UpxCompress(image, 'Packed', { input: app, base: DEBIAN }), shell] });
  expect([...found(image, 'elf/page-size'), ...undecided(image, 'elf/page-size')]).toEqual([]);
});
