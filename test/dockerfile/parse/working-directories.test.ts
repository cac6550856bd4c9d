import { posix } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DockerfileDocument, _IgnorePatterns, _readDocument, _readSyntax } from '../../../src/dockerfile';
import { LintedFile } from '../../../src/dockerfile/lint/model/linted-file';

/** The working directory before each step, as the linter follows it, including the steps that `ONBUILD` of a base adds. */
function listDirectories(text: string): (string | undefined)[] {
  const { steps } = new LintedFile(_readSyntax(text), { ignored: _IgnorePatterns.parse([]) });
  return steps.map(({ directory }) => directory === undefined ? undefined : posix.normalize(directory));
}

const print = (text: string) => new DockerfileDocument(_readDocument(text)).print();

const path = fc.constantFrom('/', '/a', '/a/../b', '/c d', 'd', 'd/', './e', '../f', '..', '"g"', '$X', '/$X', 'h$X', '"$X"', '${X:-/i}');
const step = fc.oneof(
  { weight: 3, arbitrary: path.map(each => `WORKDIR ${each}`) },
  { weight: 2, arbitrary: path.map(each => `ONBUILD WORKDIR ${each}`) },
  fc.constantFrom('RUN a', 'ONBUILD RUN b', 'ENV X=/x', 'ENV X=y', 'ARG X=z', 'USER app'),
);
const NAMES = ['one', 'two'];
const stage = fc.record({
  base: fc.constantFrom('scratch', 'scratch', 'alpine:3', 'example.com/base', '$X', ...NAMES, ...NAMES, ...NAMES),
  name: fc.constantFrom(...NAMES.map(name => ` AS ${name}`)),
  steps: fc.array(step, { maxLength: 4 }),
}).map(({ base, name, steps }) => [`FROM ${base}${name}`, ...steps, 'RUN true'].join('\n'));
const dockerfile = fc.tuple(fc.constantFrom('', 'ARG X=one\n', 'ARG X\n'), fc.array(stage, { minLength: 2, maxLength: 4 }))
  .map(([globals, stages]) => `${globals}${stages.join('\n')}\n`);

test('a relative directory that is read becomes the one in which BuildKit and the linter run the steps', () => {
  fc.assert(fc.property(dockerfile, text => {
    expect(listDirectories(print(text))).toEqual(listDirectories(text));
  }), { numRuns: 600 });
});

test('a trigger of the base may change where a stage begins', () => {
  const text = 'FROM scratch AS a\nWORKDIR /a\nONBUILD WORKDIR b\nFROM a\nWORKDIR c\nRUN true\n';
  expect(listDirectories(text).at(-1)).toBe('/a/b/c');
  expect(print(text)).toBe(text);
});

test.each(['WORKDIR $X', 'WORKDIR /$X', 'WORKDIR /a/$X'])('below %s, no relative path is known', line => {
  const text = `FROM example.com/base\n${line}\nWORKDIR ..\nRUN true\n`;
  expect(listDirectories(text)).toEqual([undefined, undefined, undefined]);
  expect(print(text)).toBe(text);
});
