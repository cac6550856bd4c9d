import { describe, expect, test } from 'vitest';
import { BuildStage, ContainerImage, RootfsEntry, Size } from '../../../src';
import { exampleStage, exampleText } from '../../../src/checks/examples/example-images';
import { rootfsMissingSource, rootfsPathCollision, elfWrongMachine } from '../../../src/checks/rules';
import { Copy, CopySource, Word } from '../../../src/dockerfile';
import { DEBIAN } from '../../support/image';
import { findingsOf, saidOf } from '../findings';

/** A last stage with the link /bin -> usr/bin, into which something is copied. */
function ontoLink(image: ContainerImage, source: string, destination: string, link: boolean): BuildStage {
  const build = new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds' });
  build.run(['make']);
  const links = build.artifact({ root: '/links', entries: [RootfsEntry.directory('/usr/bin'), RootfsEntry.symlink('/bin', 'usr/bin')] });
  build.artifact({ root: '/out', entries: [RootfsEntry.file('/bin/app')] });
  const stage = exampleStage(image, [links]);
  stage.addNode(new Copy({ copyFrom: build.name, sources: [CopySource.path(Word.literal(source))], destination: Word.literal(destination), link }));
  return stage;
}

describe('rootfs/path-collision', () => {
  const reasons = (...args: [source: string, destination: string, link: boolean]) => findingsOf(
    rootfsPathCollision, image => ontoLink(image, ...args),
  ).map(({ what, why, fix }) => ({ what, why, fix }));

  test('a directory onto a link stops BuildKit, and other builders lose what the link led to', () => {
    expect(reasons('/out/', '/', false)).toEqual([{
      what: 'In the stage "runtime", /bin is a symlink from Image/Build, and then a directory from Image/Build.',
      why: 'BuildKit stops: "cannot copy to non-directory". buildah and the classic builder replace the link with a directory, and everything reached through /bin is gone.',
      fix: 'Copy to /usr/bin, where the link leads, or give one of them another path.',
    }]);
  });

  test('COPY --link replaces the link', () => {
    expect(reasons('/out/bin/app', '/bin/app', true).map(({ why }) => why)).toEqual([
      'COPY --link ignores the layers below and follows no link: /bin is silently replaced, and everything reached through it is gone.',
    ]);
  });

  test('a file is put where the link leads', () => expect(reasons('/out/bin/app', '/bin/app', false)).toEqual([]));

  test('what a copy over another one wastes is counted', () => {
    const found = findingsOf(rootfsPathCollision, image => exampleStage(image, [exampleText('/etc/motd', 'one\n')]).write('/etc/motd', 'second\n'));
    expect(found.map(({ wasted }) => wasted)).toEqual([Size.bytes(4)]);
  });
});

test.each([
  ['COPY --from=build /out/ap /app', ['/out/ap is copied from the stage "file-build", which has no such file. Did you mean "/out/app"?']],
  ['COPY --from=build /out/app /app', []],
  ['COPY --from=build /out/a* /app', []],
  ['COPY --from=alpine /out/ap /app', []],
])('rootfs/missing-source: %s', (copy, expected) => {
  expect(saidOf(rootfsMissingSource, `FROM scratch AS build\nCOPY <<'EOT' /out/app\nEOT\nFROM scratch\n${copy}\n`)).toEqual(expected);
});

describe('elf/wrong-machine', () => {
  const copied = (stage: string, path = '/usr/bin/wget') => saidOf(elfWrongMachine, `${stage}\nFROM scratch\nCOPY --from=tools ${path} /app\n`);

  test('what an image of the build machine has', () => {
    expect(copied('FROM --platform=$BUILDPLATFORM alpine:3.23 AS tools')).toEqual([
      '/usr/bin/wget comes from the stage "file-tools", which has the programs of the build machine: alpine:3.23.',
    ]);
  });

  test.each([
    ['a command may have made it', 'FROM --platform=$BUILDPLATFORM alpine:3.23 AS tools\nRUN make install', '/usr/bin/wget', 1],
    ['it is no program', 'FROM --platform=$BUILDPLATFORM alpine:3.23 AS tools', '/etc/ssl/cert.pem', 0],
    ['it is of the target', 'FROM alpine:3.23 AS tools', '/usr/bin/wget', 0],
  ])('or not, for %s', (_, stage, path, count) => {
    const said = copied(stage, path);
    expect(said).toHaveLength(count);
    expect(said.every(what => what.startsWith('? '))).toBe(true);
  });
});
