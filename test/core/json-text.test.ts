import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { _readJson, type _JsonNode } from '../../src/core/json-text';

function plain(node: _JsonNode): unknown {
  if (node.kind === 'object') return Object.fromEntries(node.members.map(({ key, node: member }) => [key, plain(member)]));
  return node.kind === 'array' ? node.members.map(({ node: member }) => plain(member)) : node.value;
}

describe('reading JSON', () => {
  test('gives what JSON.parse gives, for any value and any spacing', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, space) => {
      const text = JSON.stringify(value, null, space);
      expect(plain(_readJson(text) as _JsonNode)).toEqual(JSON.parse(text));
    }));
  });

  test('takes and refuses the same texts as JSON.parse', () => {
    const pieces = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', '01', '-', '1e5', 'true', 'nul', 'null', ' ', '\n', "'", '"', '\\', '//', '\u00a0');
    fc.assert(fc.property(fc.array(pieces, { maxLength: 8 }).map(parts => parts.join('')), text => {
      let valid = true;
      try { JSON.parse(text); } catch { valid = false; }
      expect('kind' in _readJson(text)).toBe(valid);
    }), { numRuns: 5000 });
  });

  test('keeps the line of each value and keys that stand twice', () => {
    const root = _readJson('{\n  "a": 1,\n\n  "a": [\n    2\n  ]\n}') as _JsonNode;
    expect(root.members.map(({ key, line }) => [key, line])).toEqual([['a', 2], ['a', 4]]);
    expect(root.members[1].node.members[0].node.line).toBe(5);
  });

  test('keeps where each value and each key begins and ends', () => {
    const parts = (node: _JsonNode, text: string): string[] => [
      text.slice(node.start, node.end),
      ...node.members.flatMap(({ key, start, node: member }) => [text.slice(start, start + key.length + 2), ...parts(member, text)]),
    ];
    const text = ' { "a" : {"b": -1.5e3 } ,\r\n"c":[ true,"x\\"y" ]}\n';
    expect(parts(_readJson(text) as _JsonNode, text)).toEqual([
      '{ "a" : {"b": -1.5e3 } ,\r\n"c":[ true,"x\\"y" ]}', '"a"', '{"b": -1.5e3 }', '"b"', '-1.5e3', '"c"', '[ true,"x\\"y" ]', 'tr', 'true', '"x', '"x\\"y"',
    ]);
  });

  test.each([
    { text: '', line: 1, column: 1, expected: 'a value', found: 'the end of the file' },
    { text: '{\n  "a": 1,\n}', line: 3, column: 1, expected: 'another entry after the comma before "}"', found: '}' },
    { text: '{\n  "a" 1\n}', line: 2, column: 7, expected: '":"', found: '1' },
    { text: '{ // pins\n}', line: 1, column: 3, expected: 'a key in double quotes or "}"', found: '// pins' },
    { text: '{"a": \'b\'}', line: 1, column: 7, expected: 'a value', found: "'b'}" },
    { text: '[1, 2', line: 1, column: 6, expected: '"," or "]"', found: 'the end of the file' },
    { text: '\ufeff{}', line: 1, column: 1, expected: 'a value', found: 'an invisible byte order mark, U+FEFF' },
    { text: '["a\tb"]', line: 1, column: 2, expected: 'a value or "]"', found: '"a\tb"]' },
    { text: '["a', line: 1, column: 2, expected: 'a value or "]"', found: '"a' },
    { text: '{} {}', line: 1, column: 4, expected: 'the end of the file', found: '{}' },
  ])('says where $text stops being JSON', ({ text, ...fault }) => {
    expect(_readJson(text)).toEqual(fault);
  });

  test('reads 64 lists inside of one another, and refuses the next one, however many there are', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(_readJson(nested(64))).toMatchObject({ kind: 'array' });
    for (const depth of [65, 200_000]) expect(_readJson(nested(depth))).toMatchObject({ line: 1, column: 65, expected: 'at most 64 nested lists and objects' });
    const siblings = _readJson(`[${Array(1000).fill('[]').join()}]`) as _JsonNode;
    expect(siblings.members).toHaveLength(1000);
  });

  test('reads a string of any length', () => {
    expect(_readJson(JSON.stringify('\n'.repeat(3_000_000)))).toMatchObject({ kind: 'string', line: 1 });
  });
});
