import { expect, test, describe } from 'vitest';
import { BuildStage, ContainerImage, RootfsEntry, Size } from '../../../../src';
import { exampleStage, exampleText } from '../../../../src/checks/examples/example-images';
import { rootfsPathCollision } from '../../../../src/checks/rules';
import { Copy, CopySource, Word } from '../../../../src/dockerfile';
import { DEBIAN } from '../../../support/image';
import { saidOf, findingsOf } from '../../findings';

/** What is said of a copy of a tree with a directory /bin onto a base. */
const onto = (base: string, tail: string) => saidOf(rootfsPathCollision, `FROM scratch AS build\nCOPY --chmod=0755 <<'EOT' /out/bin/x\nEOT\nFROM ${base}\n${tail}\n`);

const COPY = 'COPY --from=build /out/ /';

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

test.each([
  ['debian:12-slim', COPY],
  ['docker.io/library/debian:trixie', COPY],
  ['ubuntu:24.04', COPY],
  ['node:24-slim', COPY],
  ['fedora:44', COPY],
  ['debian:12', `RUN apt-get update && apt-get install -y /bin/true\n${COPY}`],
  ['debian:12', 'COPY --link --from=build /out/ /'],
])('a directory in the place of a link that %s has: %s', (base, tail) => {
  const name = base.replace(/@.*/, '');
  expect(onto(base, tail)).toEqual([`In the stage "file", /bin is a symlink from the base ${name}, and then a directory from Image/File/build.`]);
});

test.each([
  ['debian:11-slim', COPY],
  ['alpine:3.20', COPY],
  ['acme/debian:12', COPY],
  ['debian:12', 'COPY --from=build /out/bin/ /bin/'],
  ['debian:12', 'COPY --from=build /out/bin/x /bin/x'],
  ['debian:12', `RUN rm /bin && mkdir /bin\n${COPY}`],
  ['debian:12', `RUN <<EOT\nset -e\ntest ! -L /bin || cp -a /usr/bin/ /new && mv /new /bin/\nEOT\n${COPY}`],
])('and not of %s: %s', (base, tail) => {
  expect(onto(base, tail)).toEqual([]);
});

test('a stage that continues one over such a base', () => {
  expect(onto('debian:12 AS deps', `RUN apt-get update\nFROM deps\n${COPY}`)).toEqual([
    'In the stage "file", /bin is a symlink from the base debian:12, and then a directory from Image/File/build.',
  ]);
});

describe('rootfs/path-collision', () => {
  const reasons = (...args: [source: string, destination: string, link: boolean]) => findingsOf(
    rootfsPathCollision, image => ontoLink(image, ...args),
  ).map(({ what, why, fix }) => ({ what, why, fix }));

  test('a directory onto a link stops BuildKit, and other builders lose what the link led to', () => {
    expect(reasons('/out/', '/', false)).toEqual([{
      what: 'In the stage "runtime", /bin is a symlink from Image/Build, and then a directory from Image/Build.',
      why: 'The build stops: "cannot copy to non-directory". buildah and the classic builder replace the link with a directory, and everything reached through /bin is gone.',
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
