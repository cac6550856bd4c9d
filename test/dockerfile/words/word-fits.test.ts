import { expect, test } from 'vitest';
import { Word, _canBecome } from '../../../src/dockerfile';

test.each([
  ['base-$V', 'base-slim', true],
  ['base-$V', 'base-', true],
  ['base-$V', 'base', false],
  ['Base-${V:-x}', 'BASE-full', true],
  ['$V', 'anything', true],
  ['$A-$B', 'a-b-c', true],
  ['$A-$B', 'ab', false],
  ['a$V.a', 'a.a', true],
  ['ab${V}ba', 'aba', false],
  ['ab${V}b', 'ab', false],
  ['a${V}bc${W}d', 'abcd', true],
  ['a${V}bc${W}d', 'acbd', false],
  ['a.b', 'axb', false],
  ['golang:$V', 'golang', false],
])('%s can mean %s: %s', (template, name, fits) => expect(_canBecome(Word.template(template), name)).toBe(fits));

test('long names are compared as quickly', () => {
  const long = 'a'.repeat(100_000);
  expect([_canBecome(Word.template(`${long}$V`), `${long}b`), _canBecome(Word.literal(long), long)]).toEqual([true, true]);
});
