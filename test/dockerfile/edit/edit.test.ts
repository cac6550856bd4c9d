import { describe, expect, test } from 'vitest';
import { _EditedText, _cutRange, _deleteLines, _insertAfter, _insertBefore } from '../../../src/dockerfile';

const range = (startLine: number, startColumn: number, endLine: number, endColumn: number) => ({ startLine, startColumn, endLine, endColumn });

describe('edits', () => {
  const text = new _EditedText('one\r\ntwo\nthree');
  test.each([
    ['a word', [{ range: range(2, 0, 2, 3), text: '2' }], 'one\r\n2\nthree'],
    ['in any order', [{ range: range(3, 0, 3, 5), text: '3' }, { range: range(1, 0, 1, 3), text: '1' }], '1\r\ntwo\n3'],
    ['before and after', [_insertBefore(range(2, 0, 2, 3), '<'), _insertAfter(range(2, 0, 2, 3), '>')], 'one\r\n<two>\nthree'],
    ['a line with its line break', [_deleteLines(range(1, 0, 1, 3))], 'two\nthree'],
    ['the last line', [_deleteLines(range(3, 0, 3, 5))], 'one\r\ntwo\n'],
    ['a part of a word', [{ range: _cutRange(range(3, 0, 3, 5), 1, 3), text: '' }], 'one\r\ntwo\ntee'],
    ['nothing', [], 'one\r\ntwo\nthree'],
  ])('%s', (_, edits, edited) => expect(text.apply(edits)).toBe(edited));

  test('a place moves with what is put in and taken out before it', () => {
    const moved = (line: number, column: number) => text.moveOffset(text.findOffset(line, column), [{ range: range(1, 0, 1, 3), text: 'first' }, _deleteLines(range(2, 0, 2, 3))]);
    expect([moved(1, 0), moved(2, 0), moved(2, 2), moved(3, 1)]).toEqual([0, 7, 7, 8]);
  });

  test('a line is found by its place', () => expect([0, 4, 5, 9, 14].map(offset => text.findLine(offset))).toEqual([1, 1, 2, 3, 3]));
  test('a line break is that of the line, or of the line above the end', () => {
    expect([1, 2, 3].map(line => text.findLineBreak(line))).toEqual(['\r\n', '\n', '\n']);
    expect(new _EditedText('a\r\nb').findLineBreak(2)).toBe('\r\n');
  });
});
