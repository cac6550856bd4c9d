import { expect, test } from 'vitest';
import { BaseImage, BuildStage, ContainerImage, Executable, ScratchImage } from '../../../../src';
import { exampleBuild, exampleProgram } from '../../../../src/checks/examples/example-images';
import { rootfsMissingLibrary } from '../../../../src/checks/rules';
import { findingsOf } from '../../findings';

const GLIBC = '/lib64/ld-linux-x86-64.so.2';
const MUSL = '/lib/ld-musl-x86_64.so.1';
const LIBC = '/lib/x86_64-linux-gnu/libc.so.6';

function said(
  facts: Partial<Executable>, files: string[], declare?: (image: ContainerImage, entries: ReturnType<typeof exampleBuild>) => void,
): string[] {
  return findingsOf(rootfsMissingLibrary, image => {
    const built = exampleBuild(image, [exampleProgram('/bin/app', facts), ...files.map(path => exampleProgram(path))]);
    if (declare !== undefined) declare(image, built);
    else new ScratchImage(image, 'Runtime', { contents: [built], entrypoint: ['/bin/app'] });
  }).map(({ what, undecided }) => `${undecided ? '? ' : ''}${what}`);
}

test.each<[string, Partial<Executable>, string[], string[]]>([
  ['the C library of a loader', { interpreter: GLIBC }, [GLIBC], ['/bin/app is linked with libc.so.6, which is not in the image.']],
  ['a library that is declared', { interpreter: GLIBC, libraries: ['libssl.so.3', 'libc.so.6'] }, [GLIBC, LIBC], ['/bin/app is linked with libssl.so.3, which is not in the image.']],
  ['all are there', { interpreter: GLIBC, libraries: ['libssl.so.3', 'libc.so.6'] }, [GLIBC, LIBC, '/usr/lib/libssl.so.3'], []],
  ['one lies where the program may look by itself', { interpreter: GLIBC, libraries: ['libapp.so'] }, [GLIBC, '/opt/app/lib/libapp.so'], []],
  ['the loader is named as a library', { interpreter: GLIBC, libraries: ['ld-linux-x86-64.so.2'] }, [GLIBC], []],
  ['musl is its own loader', { interpreter: MUSL, libraries: ['libc.so', 'libc.musl-x86_64.so.1'] }, [MUSL], []],
  ['of a loader that is not there another rule speaks', { interpreter: GLIBC }, [], []],
  ['a static program', {}, [], []],
])('%s', (_, facts, files, expected) => {
  expect(said(facts, files)).toEqual(expected);
});

test('over a base that has the C library, or may have what is declared', () => {
  const over = (reference: string) => (image: ContainerImage, built: ReturnType<typeof exampleBuild>) => {
    const runtime = new BuildStage(image, 'Runtime', { base: BaseImage.registry(reference), purpose: 'is the image' });
    runtime.copyArtifact(built, '/usr/local');
    image.defineRuntime(runtime);
  };
  const debian = `debian:12@sha256:${'0'.repeat(64)}`;
  expect(said({ interpreter: GLIBC }, [], over(debian))).toEqual([]);
  expect(said({ interpreter: GLIBC, libraries: ['libssl.so.3'] }, [], over(debian))).toEqual([
    '? /usr/local/bin/app is linked with libssl.so.3, and it is not known whether the image has it.',
  ]);
});
