import { expect, test } from 'vitest';
import { _parseManifest, _printManifest } from '../../src/manifest';
import { routerManifest } from '../verify/support/router';

const GROUP = { platforms: ['linux/amd64'], config: {}, files: {}, directories: {}, links: [] };
const MANIFEST = { schema: 1, image: 'app', target: { name: 'generic', attestations: true }, groups: [GROUP] };

test('what is printed is read as it was', () => {
  const manifest = routerManifest();
  const text = _printManifest(manifest, 'generated');
  expect(_parseManifest(text)).toEqual(manifest);
  expect(_printManifest(_parseManifest(text), 'generated')).toBe(text);
});

test('hostile names survive', () => {
  const path = '/a "b" {\n}[],\\ \u202e é';
  const manifest = { ...MANIFEST, groups: [{ ...GROUP, files: { [path]: {}, '/__proto__': { size: 1 } }, links: [{ to: '}\n]', at: [path] }] }] };
  expect(_parseManifest(_printManifest(manifest, 'generated')).groups).toEqual(manifest.groups);
});

test.each([
  ['{', 'It is not JSON: '],
  ['[]', 'It is [], not an object.'],
  ['null', 'It is null, not an object.'],
  [JSON.stringify({ ...MANIFEST, schema: 2 }), 'The manifest has schema 2; this release of imagewright reads schema 1.'],
  [JSON.stringify({ ...MANIFEST, groups: undefined }), 'groups is missing.'],
  [JSON.stringify({ ...MANIFEST, budget: {} }), 'budget is unknown. Did you mean "budgets"?'],
  [JSON.stringify({ ...MANIFEST, groups: [{ ...GROUP, files: { '/a': { mod: '0755' } } }] }), 'groups[0].files./a.mod is unknown. Did you mean "mode"?'],
  [JSON.stringify({ ...MANIFEST, groups: [{ ...GROUP, files: { '/a': { mode: '755' } } }] }), 'groups[0].files./a.mode is "755", not a mode of four octal digits.'],
  [JSON.stringify({ ...MANIFEST, groups: [{ ...GROUP, files: { a: {} } }] }), 'groups[0].files is "a", not an absolute path.'],
  [JSON.stringify({ ...MANIFEST, groups: [{ ...GROUP, layers: -1 }] }), 'groups[0].layers is -1, not a whole number.'],
])('%s is refused with what is wrong in it', (text, what) => {
  expect(() => _parseManifest(text)).toThrow(`verify/manifest\n  ${what}`);
});
