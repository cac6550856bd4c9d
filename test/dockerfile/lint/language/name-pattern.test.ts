import { expect, test } from 'vitest';
import { createNamePattern } from '../../../../src/dockerfile/lint/language/name-pattern';

test.each([
  ['base-$VARIANT', 'base-slim', true],
  ['base-${VARIANT:-slim}', 'base-full', true],
  ['base-${A:-${B}}-x', 'base-1-x', true],
  ['$A-base', 'x-base', true],
  ['build.$A', 'build.1', true],
  ['build.$A', 'buildx1', false],
  ['base-$VARIANT', 'bases', false],
  ['base-${A', 'base-1', true],
])('%s may be %s: %s', (source, name, may) => expect(createNamePattern(source)?.test(name)).toBe(may));

test.each(['base', '$BASE', '${BASE}', 'a$B', 'alpine:$TAG', 'acme.dev/$NAME', 'base@$DIGEST', 'base$A$B$C$D$E'])('%s may be anything, or no stage', source => {
  expect(createNamePattern(source)).toBe(undefined);
});
