import { expect, test } from 'vitest';
import { DockerfileDocument } from '../../src/dockerfile';

test('what is read prints again as it was', () => {
  const text = '# syntax=docker/dockerfile:1.24\n# about\n\n# a comment\nFROM alpine AS a\nRUN <<\'SH\'\nset -eu\nSH\nCOPY --from=a /x /y\n';
  expect(DockerfileDocument.parse(text).print()).toBe(text);
});

test('what cannot be read is refused with its line', () => {
  expect(() => DockerfileDocument.parse('FROM alpine\nRUNN x\n')).toThrow(/^dockerfile\/unknown-instruction {2}at line 2\n/);
});
