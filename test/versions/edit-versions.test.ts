import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Versions, _completeDigests, _createVersionsText, _isPlaceholder, _setPins } from '../../src/versions';

const ref = (name: string, digit = '1') => `${name}@sha256:${digit.repeat(64)}`;
const A = ref('a:1');
const images = (references: Record<string, string>) => new Map([['images' as const, new Map(Object.entries(references).map(([key, value]) => [key, { ref: value }]))]]);
const set = (text: string, references: Record<string, string>) => _setPins(text, images(references));

test('a new file has one pin on a line', () => {
  expect(_createVersionsText(images({ a: A, b: A }))).toBe(`{
  "images": {
    "a": { "ref": "${A}" },
    "b": { "ref": "${A}" }
  }
}
`);
  expect(_createVersionsText(images({ a: A }), './schema.json')).toBe(`{
  "$schema": "./schema.json",
  "images": {
    "a": { "ref": "${A}" }
  }
}
`);
});

describe('a pin is added in the form of those around it', () => {
  test.each([
    ['one on a line', `{\n  "images": {\n    "b": { "ref": "${A}" }\n  }\n}\n`, `{\n  "images": {\n    "b": { "ref": "${A}" },\n    "a": { "ref": "${A}" }\n  }\n}\n`],
    ['with tabs and several lines for each', `{\n\t"images": {\n\t\t"b": {\n\t\t\t"ref": "${A}"\n\t\t}\n\t}\n}`, `{\n\t"images": {\n\t\t"b": {\n\t\t\t"ref": "${A}"\n\t\t},\n\t\t"a": {\n\t\t\t"ref": "${A}"\n\t\t}\n\t}\n}`],
    ['with line ends of Windows', `{\r\n  "images": {\r\n    "b": { "ref": "${A}" }\r\n  }\r\n}\r\n`, `{\r\n  "images": {\r\n    "b": { "ref": "${A}" },\r\n    "a": { "ref": "${A}" }\r\n  }\r\n}\r\n`],
    ['without blanks', `{"images":{"b":{"ref":"${A}"}}}`, `{"images":{"b":{"ref":"${A}"},"a":{"ref":"${A}"}}}`],
    ['in an empty section', '{\n  "images": {},\n  "packages": {}\n}\n', `{\n  "images": {\n    "a": { "ref": "${A}" }\n  },\n  "packages": {}\n}\n`],
    ['in an empty section of Windows', '{\r\n  "images": {\r\n  }\r\n}\r\n', `{\r\n  "images": {\r\n    "a": { "ref": "${A}" }\r\n  }\r\n}\r\n`],
    ['in an empty section on one line', '{"images":{},"packages":{}}', `{"images":{ "a": { "ref": "${A}" } },"packages":{}}`],
    ['in an empty file', '{}', `{\n  "images": {\n    "a": { "ref": "${A}" }\n  }\n}`],
    ['before other sections', '{\n    "packages": {}\n}\n', `{\n    "images": {\n        "a": { "ref": "${A}" }\n    },\n    "packages": {}\n}\n`],
    ['behind the schema', '{\n  "$schema": "x",\n  "packages": {}\n}\n', `{\n  "$schema": "x",\n  "images": {\n    "a": { "ref": "${A}" }\n  },\n  "packages": {}\n}\n`],
  ])('%s', (_, before, after) => {
    expect(set(before, { a: A })).toBe(after);
  });
});

describe('fields of other sections', () => {
  const PIN = '{ "datasource": "x", "depName": "a", "version": "1", "commit": "0" }';
  const setAll = (text: string, section: 'packages' | 'actions', pins: Record<string, Record<string, string>>) => _setPins(text, new Map([[section, new Map(Object.entries(pins))]]));
  test.each([
    ['are replaced', `{"packages":{"A": ${PIN}}}`, { A: { commit: '1' } }, `{"packages":{"A": ${PIN.replace('"0"', '"1"')}}}`],
    ['are added to a pin', `{"packages":{"A": ${PIN}}}`, { A: { h1: '1', sha256: '2' } }, `{"packages":{"A": ${PIN.replace(' }', ', "h1": "1", "sha256": "2" }')}}}`],
    ['are added on lines of their own', '{\n  "packages": {\n    "A": {\n      "b": "c",\n      "d": "e"\n    }\n  }\n}', { A: { f: 'g' } }, '{\n  "packages": {\n    "A": {\n      "b": "c",\n      "d": "e",\n      "f": "g"\n    }\n  }\n}'],
    ['are added as a pin', '{\n  "packages": {\n    "A": { "b": "c" }\n  }\n}', { D: { e: 'f', g: 'h' } }, '{\n  "packages": {\n    "A": { "b": "c" },\n    "D": { "e": "f", "g": "h" }\n  }\n}'],
    ['are added as a section', '{\n  "images": {}\n}\n', { D: { e: 'f', g: 'h' } }, '{\n  "images": {},\n  "packages": {\n    "D": { "e": "f", "g": "h" }\n  }\n}\n'],
  ])('%s', (_, before, pins, after) => expect(setAll(before, 'packages', pins)).toBe(after));
});

test('an empty checksum is a placeholder', () => {
  const text = '{"packages":{"A":{"commit":"","sha256":"","h1":"","depName":""}},"actions":{"a/b":{"digest":""}}}';
  const completed = JSON.parse(_completeDigests(text)) as { packages: { A: Record<string, string> }; actions: { 'a/b': Record<string, string> } };
  const { depName, ...checksums } = completed.packages.A;
  expect(depName).toBe('');
  expect([...Object.values(checksums), ...Object.values(completed.actions['a/b'])].map(_isPlaceholder)).toEqual([true, true, true, true]);
});

test('a reference is replaced where it is, and nothing else', () => {
  const text = `{ "images" : {"b":{ "ref" :"${A}"},\n\n "a": {"ref": "${A}"} }, "packages": {} }`;
  const moved = ref('a:1', '2');
  expect(set(text, { a: moved })).toBe(text.replace(`"a": {"ref": "${A}"}`, `"a": {"ref": "${moved}"}`));
  expect(set(text, { a: A })).toBe(text);
});

test('any file keeps its other values, and the reader finds the new ones', () => {
  const keys = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 5 });
  const space = fc.constantFrom(undefined, 1, 2, '\t');
  const packages = { A_VERSION: { datasource: 'docker', depName: 'a', version: '1' } };
  const sections = fc.constantFrom<object[]>([{}, {}], [{ packages }, {}], [{}, { packages }], [{ $schema: 's' }, { packages }]);
  fc.assert(fc.property(keys, fc.uniqueArray(fc.constantFrom('a', 'b', 'f', 'g'), { minLength: 1 }), space, sections, fc.boolean(), (there, wanted, indent, [before, after], isWindows) => {
    const present = Object.fromEntries(there.map(key => [key, { ref: A }]));
    const text = JSON.stringify({ ...before, ...there.length > 0 ? { images: present } : {}, ...after }, null, indent).replace(/\n/g, isWindows ? '\r\n' : '\n');
    const edited = set(text, Object.fromEntries(wanted.map(key => [key, ref('x:2', '3')])));
    const expected = { ...present, ...Object.fromEntries(wanted.map(key => [key, { ref: ref('x:2', '3') }])) };
    expect(JSON.parse(edited)).toEqual({ ...before, images: expected, ...after });
    expect(Versions.parse(edited).images.map(({ key }) => key)).toEqual([...new Set([...there, ...wanted])]);
    expect(/(?<!\r)\n/.test(edited) && isWindows && text.includes('\n')).toBe(false);
  }));
});

test('a missing digest is completed, so that the other pins can be checked', () => {
  expect(Versions.parse(_completeDigests(`{"images":{"a":{"ref":"a:1"},"b":{"ref":"${A}"}}}`)).images.map(pin => pin.ref)).toEqual([ref('a:1', '0'), A]);
  for (const text of ['{', '{"images":{"a":{"ref":"a"},"b":{"ref":"host:5000/b"},"c":{"ref":1}}}']) expect(_completeDigests(text)).toBe(text);
});
