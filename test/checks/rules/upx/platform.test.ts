import { expect, test } from 'vitest';
import { Packer, ExecutableFormat, Platform, RootfsEntry } from '../../../../src';
import { found, withFiles } from '../../one-stage';

const packed = (packer?: Packer) => withFiles(
  [RootfsEntry.file('/bin/app', { executable: { format: ExecutableFormat.ELF, packed: true, packer } })],
  { platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM_V7, Platform.LINUX_RISCV64, Platform.LINUX_S390X] },
);

test('of a program that was packed elsewhere, it is said what holds for every version of UPX', () => {
  expect(found(packed(), 'upx/platform')).toEqual(['UPX cannot pack /bin/app: it does not support such executables (only on linux/s390x).']);
  expect(found(packed(), 'upx/risky')).toEqual([]);
});

test('and what holds for the one that has packed it', () => {
  const image = packed({ name: 'upx', version: '5.0.2', method: 'lzma' });
  expect(found(image, 'upx/platform')).toEqual(['UPX 5.0.2 cannot pack /bin/app: it does not support such executables (only on linux/riscv64, linux/s390x).']);
  expect(found(image, 'upx/risky')).toEqual(['UPX 5.0.2 is known to break programs such as /bin/app: programs packed with LZMA crash when they start (SIGSEGV) (only on linux/arm/v7).']);
});

test('of another packer nothing is known', () => expect(found(packed({ name: 'kiteshield' }), 'upx/platform')).toEqual([]));
