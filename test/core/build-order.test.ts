import { expect, test } from 'vitest';
import { _findLevels } from '../../src/core';

test.each<[string, Record<string, string[]>, Record<string, number>]>([
  ['images that need no other are on the first level', { a: [], b: [] }, { a: 0, b: 0 }],
  ['an image is one level above the highest that it needs', { d: ['a', 'c'], c: ['b'], b: ['a'], a: [] }, { a: 0, b: 1, c: 2, d: 3 }],
  ['an image that is not there is no level', { a: ['x'] }, { a: 0 }],
  ['images that need each other, of a file that was edited by hand, have some level', { a: ['b'], b: ['a'] }, { a: 2, b: 1 }],
])('%s', (_, needs, levels) => {
  expect(Object.fromEntries(_findLevels(Object.entries(needs).map(([name, each]) => ({ name, needs: each }))))).toEqual(levels);
});
