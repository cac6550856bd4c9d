import { expect, test } from 'vitest';
import { isOlder } from '../../../src/cli/pin/older-value';
import { ORDERS } from '../../ci/version-orders';

test.each(Object.entries(ORDERS))('what counts as older is so in the scripts of releases, too: %s', (_, { ascending }) => {
  const names = ascending.map(each => each.split(' ')[0]);
  const wrong = names.flatMap((name, i) => names.slice(0, i).filter(lower => isOlder(name, lower)).map(lower => `${name} < ${lower}`));
  // A number that is no version for the scripts has no place among the others.
  expect(wrong.filter(each => !/\d{21}/.test(each))).toEqual([]);
});

test.each([
  ['1.9', '1.10'], ['v1.98.3', 'v1.98.4'], ['3.13-slim', '3.14-slim'], ['2026.01.15-abc1234', '2026.01.16-0abc123'],
])('%s is older than %s', (one, other) => expect([isOlder(one, other), isOlder(other, one)]).toEqual([true, false]));

test.each([
  ['sha-1', 'sha-9'], ['jdk8u442-b06', 'jdk8u442-b10'], ['1.2', '1.2'], ['2026.01.15-abc1234', '2026.01.15-def5678'],
])('the order of %s and %s is not known', (one, other) => expect([isOlder(one, other), isOlder(other, one)]).toEqual([false, false]));
