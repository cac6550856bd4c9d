import { expect, test } from 'vitest';
import { rootfsPathCollision } from '../../../../src/checks/rules';
import { saidOf } from '../../findings';

/** What is said of a copy of a tree with a directory /bin onto a base. */
const onto = (base: string, tail: string) => saidOf(rootfsPathCollision, `FROM scratch AS build\nCOPY --chmod=0755 <<'EOT' /out/bin/x\nEOT\nFROM ${base}\n${tail}\n`);
const COPY = 'COPY --from=build /out/ /';

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
