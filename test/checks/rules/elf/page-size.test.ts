import { expect, test } from 'vitest';
import { Applet, BusyboxApplets, CrossToolchain, ExecutableFormat, GoCrossBuild, GoSource, Platform, RootfsEntry, ScratchImage, TargetProfile, UpxCompress } from '../../../../src';
import { BUSYBOX, DEBIAN, GO, newImage } from '../../../support/image';
import { found, undecided, withFiles } from '../../one-stage';

const target = TargetProfile.custom({ name: 'NAS', attestations: true, pageSizes: [4096, 32768] });
const aligned = (alignment: number | undefined, platforms: Platform[]) => withFiles(
  [RootfsEntry.file('/bin/app', { executable: { format: ExecutableFormat.ELF, alignment } })], { platforms, target },
);

test('a program that is aligned for smaller pages is reported where pages may be bigger', () => {
  expect(found(aligned(4096, [Platform.LINUX_AMD64, Platform.LINUX_ARM_V7]), 'elf/page-size')).toEqual([
    'The segments of /bin/app are aligned to 4 KiB, and pages of NAS have up to 32 KiB (only on linux/arm/v7).',
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

test.each([
  ['4.2.4', 16384, [4096, 16384], ['it treats an alignment below 64 KiB as 4 KiB.'], []],
  ['4.2.1', 65536, [65536], ['it aligns packed programs to less than 64 KiB.'], []],
  ['3.95', 65536, [4096, 65536], ['programs that it packs crash when the page size is not 4 KiB.'], []],
  ['4.2.4', 65536, [4096, 32768], [], []],
  ['4.2.4', 65536, [65536], [], ['there is no report that programs which it packs run there.']],
  ['5.0.2', 65536, [4096, 16384], [], ['there is no report that programs which it packs run there.']],
])('UPX %s packs a program that is aligned to %i, for pages of %j', (version, alignment, pageSizes, expected, open) => {
  const image = withFiles([RootfsEntry.file('/bin/app', {
    executable: { format: ExecutableFormat.ELF, alignment, packed: true, packer: { name: 'upx', version } },
  })], { platforms: [Platform.LINUX_ARM64], target: TargetProfile.custom({ name: 'NAS', attestations: true, pageSizes }) });
  const reasons = (all: string[]) => all.map(what => what.replace(/^.*KiB: /, ''));
  expect(reasons(found(image, 'elf/page-size'))).toEqual(expected);
  expect(reasons(undecided(image, 'elf/page-size'))).toEqual(open);
});
