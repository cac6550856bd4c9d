import { runInThisContext } from 'node:vm';
import { expect, test } from 'vitest';
import { Origin } from '../../src/core';

function inner(): Origin { return Origin._now('Image/App'); }
function outer(): Origin { return inner(); }

test('it knows the lines of the user that led there, the innermost first', () => {
  const by = outer();
  expect(by.construct).toBe('Image/App');
  expect(by.declaredAt).toMatch(/origin\.test\.ts:5$/);
  expect(by._places.map(place => place.replace(/.*:/, ''))).toEqual(['5', '6', '9']);
  expect(by._places).toBe(by._places);
});

test('a part that is said from far away, by a library, has the place of the whole', () => {
  const whole = inner();
  const fromAfar = runInThisContext('(function part(whole, depth) { return depth === 0 ? whole._part() : part(whole, depth - 1); })');
  const part = fromAfar(whole, 8) as Origin;
  expect(part.declaredAt).toBe(whole.declaredAt);
  expect(whole._part().declaredAt).not.toBe(whole.declaredAt);
  const node = {};
  expect([part._as(node)._node, part._in('Image/Other').construct]).toEqual([node, 'Image/Other']);
});

test.each([
  ['/home/me/my work (new)/image.ts', '/home/me/my work (new)/image.ts'],
  ['file:///home/me/my%20work%20(new)/%C3%BC/image.mjs', '/home/me/my work (new)/ü/image.mjs'],
])('it knows what is in %s', (filename, file) => {
  const called = runInThisContext('(function declared(make) { return make(); })', { filename }) as (make: () => Origin) => Origin;
  expect(called(() => Origin._now('Image/App'))._places).toContain(`${file}:1`);
  const module = runInThisContext('declare => { const by = declare(); return by; }', { filename }) as typeof called;
  expect(module(() => Origin._now('Image/App'))._places).toContain(`${file}:1`);
});
