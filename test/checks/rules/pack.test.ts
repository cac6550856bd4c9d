import { expect, test } from 'vitest';
import { ExecutableFormat, FileSize, Packer, RootfsEntry, ScratchImage, Size, TargetProfile } from '../../../src';
import { exampleBuild } from '../../../src/checks/examples/example-images';
import { newImage } from '../../support/image';
import { found, withFiles } from '../one-stage';

const app = (packer?: Packer) => [RootfsEntry.file('/bin/app', { executable: { format: ExecutableFormat.ELF, writtenInGo: true, packed: true, packer } })];

const LZMA = { name: 'upx', version: '4.2.4', method: 'lzma' };

test('deltas and several containers are a matter of the place', () => {
  const target = TargetProfile.custom({ name: 'balenaOS', attestations: false, deltaUpdates: true, containers: 3 });
  expect(found(withFiles(app(LZMA), { target }), 'pack/delta-updates')).toEqual(['/bin/app is packed, and balenaOS updates by deltas.']);
  expect(found(withFiles(app(LZMA), { target }), 'pack/memory')).toEqual(['/bin/app is packed, and 3 containers of the image run on each balenaOS.']);
});

test('with a declared memory the figures decide about a packed program that is daemon and command line', () => {
  const file = RootfsEntry.file('/bin/app', {
    mode: '0755', executable: { format: ExecutableFormat.ELF, writtenInGo: true, packed: true, packer: { ...LZMA, unpackedSize: FileSize.about(Size.mebibytes(16), 'measured') } },
  });
  const image = (memory: number | undefined, ...others: RootfsEntry[]) => {
    const made = newImage({ budgets: memory === undefined ? [] : [{ memory: Size.mebibytes(memory) }] });
    new ScratchImage(made, 'Runtime', { contents: [exampleBuild(made, [file, ...others])], entrypoint: ['/bin/app'] });
    return found(made, 'pack/memory');
  };
  const cli = RootfsEntry.symlink('/bin/cli', '/bin/app');
  expect(image(undefined, cli)).toEqual(['/bin/app is packed and stays in memory, and /bin/cli is the same program.']);
  expect(image(32, cli)).toEqual(['/bin/app is packed, and /bin/cli is the same program: it takes about 38.7 MiB of memory, and the container has 32.0 MiB.']);
  expect(image(40, cli)).toEqual([]);
  expect(image(16)).toEqual(['/bin/app is packed: it takes about 19.3 MiB of memory, and the container has 16.0 MiB.']);
  expect(image(20)).toEqual([]);
});
