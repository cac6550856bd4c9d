import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { _printShellTemplate } from '../../src/core';

test.each([
  [['-s -w'], '"-s -w"'],
  [['a$(id)`id`"\\ ', { variable: 'version' }], '"a\\$(id)\\`id\\`\\"\\\\ $version"'],
  [[{ variable: 'version' }, 's'], '"${version}s"'],
  [[{ variable: 'version' }, '-s', ''], '"$version-s"'],
])('%j is written as %s', (parts, word) => {
  expect(_printShellTemplate(parts)).toBe(word);
  const expected = parts.map(part => (typeof part === 'string' ? part : '1  2')).join('');
  expect(execFileSync('/bin/sh', ['-c', `printf '[%s]' ${word}`], { encoding: 'utf8', env: { version: '1  2' } })).toBe(`[${expected}]`);
});
