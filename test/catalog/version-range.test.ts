import { expect, test } from 'vitest';
import { _compareVersions, _appliesTo } from '../../src/catalog';

test.each([
  ['1.98', '1.100', -1], ['1.100', '1.98', 1], ['4.2.4', '4.2.4', 0], ['4.2', '4.2.4', -1], ['5.0.0', '4.2.4', 1], ['4.2.10', '4.2.9', 1],
])('%s compared with %s is %i', (a, b, expected) => {
  expect(Math.sign(_compareVersions(a, b))).toBe(expected);
});

test.each([
  ['4.2.3', true], ['4.2.2', false], ['4.3.0', true], ['5.0.0', false],
])('%s lies between 4.2.3 and 5.0.0: %s', (version, expected) => {
  expect(_appliesTo(version, { since: '4.2.3', until: '5.0.0' })).toBe(expected);
});
