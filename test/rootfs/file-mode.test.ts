import { expect, test } from 'vitest';
import { _changeMode } from '../../src/rootfs';

// As BuildKit 0.34 does it: e2e/rootfs-oracle.ts asks it about each of these.
test.each([
  ['0644', '755', '0755'],
  ['0644', '4755', '4755'],
  ['0644', '7', '0007'],
  ['0644', '00600', '0600'],
  ['0644', '+x', '0755'],
  ['0644', 'u=rwx,go=rx', '0755'],
  ['0640', 'go=', '0600'],
  ['0754', 'g=u', '0774'],
  ['0751', 'o=u-w', '0755'],
  ['0644', '+X', '0644'],
  ['0744', '+X', '0755'],
  ['0644', 'a+x,a+X', '0755'],
  ['0755', '-X', '0644'],
  ['0755', 'u+s', '4755'],
  ['0755', 'o+s', '0755'],
  ['0755', 'g+s-x', '2745'],
  ['0755', 'o+t', '0755'],
  ['0755', '+t', '1755'],
  ['0700', '+rt', '1700'],
  ['4755', '=', '0000'],
])('%s changed by %s is %s', (before, change, after) => {
  expect(_changeMode(before, change, false)).toBe(after);
});

test('X is x for a directory', () => {
  expect(_changeMode('0644', 'u=rwX,go=rX', true)).toBe('0755');
});

test.each(['888', 'u', 'rw', 'u=gr', 'x+x', ''])('%j changes nothing that is known', change => {
  expect(_changeMode('0644', change, false)).toBeUndefined();
});
