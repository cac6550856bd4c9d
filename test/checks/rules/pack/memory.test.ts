import { describe, expect, test } from 'vitest';
import { ExecutableFormat, FileSize, RootfsEntry, ScratchImage, ScratchImageProps, Size } from '../../../../src';
import { exampleBuild, exampleBusybox, exampleText } from '../../../../src/checks/examples/example-images';
import { packMemory } from '../../../../src/checks/rules';
import { findingsOf } from '../../findings';

const program = (size?: FileSize, packed = true) => RootfsEntry.file('/bin/app.combined', { size, executable: { format: ExecutableFormat.ELF, packed } });
const LINKS = ['/bin/appd', '/bin/app'].map(path => RootfsEntry.symlink(path, 'app.combined'));
const START = exampleText('/start', '#!/bin/sh\nexec /bin/appd "$@"\n');

function said(entries: RootfsEntry[], props: Partial<ScratchImageProps>): string[] {
  return findingsOf(packMemory, image => new ScratchImage(image, 'Runtime', { contents: [exampleBuild(image, [...entries, ...exampleBusybox()]), START], ...props })).map(({ what }) => what);
}

describe('a program that is daemon and command line', () => {
  test.each<[string, string[]]>([['started itself', ['/bin/appd']], ['started by a script', ['/start']]])('%s', (_, entrypoint) => {
    expect(said([program(), ...LINKS], { entrypoint })).toEqual(['/bin/app.combined is packed and stays in memory, and /bin/app is the same program.']);
  });

  test.each<[string, RootfsEntry[], string[]]>([
    ['that is not packed', [program(undefined, false), ...LINKS], ['/bin/appd']],
    ['without another name', [program(), LINKS[0]], ['/bin/appd']],
    ['that is small', [program(FileSize.exactly(Size.kibibytes(230))), ...LINKS], ['/bin/appd']],
    ['that is not what runs', [program(), ...LINKS, RootfsEntry.file('/bin/other', { executable: { format: ExecutableFormat.ELF } })], ['/bin/other']],
  ])('but not one %s', (_, entries, entrypoint) => {
    expect(said(entries, { entrypoint })).toEqual([]);
  });
});

test('a health check that starts the same program', () => {
  const healthcheck = { command: ['/bin/app.combined', '-check'] };
  expect(said([program()], { entrypoint: ['/bin/app.combined'], healthcheck })).toEqual([
    '/bin/app.combined is packed and stays in memory, and the health check starts it again each time.',
  ]);
});
