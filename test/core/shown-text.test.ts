import { expect, test } from 'vitest';
import { _cutText, _escapeLine, _quoteValue, _escapeMessage } from '../../src/core';

test('a value in quotes has nothing that a terminal obeys', () => {
  expect(_quoteValue('a"\n\x1b\u202e\u007f')).toBe('"a\\"\\n\\u001b\\u202e\\x7f"');
});

test('the name of a file stays in its line', () => {
  expect(_escapeLine('a\n::error::b\tc\x1b')).toBe('a\\n::error::b\\tc\\x1b');
});

test('a long value is cut, and says how much is missing', () => {
  expect(_quoteValue('x'.repeat(1000))).toBe(`"${'x'.repeat(120)}… (840 more characters) …${'x'.repeat(40)}"`);
});

test('no character is cut in two', () => {
  expect(_cutText('👍'.repeat(500))).toMatch(/^(👍)+… \(\d+ more characters\) …(👍)+$/u);
});

test('in a message, values are cut and the rest stays', () => {
  expect(_escapeMessage(`"${'x'.repeat(1000)}" is not a path, and ${'y'.repeat(300)} is none.`))
    .toBe(`"${'x'.repeat(120)}… (840 more characters) …${'x'.repeat(40)}" is not a path, and ${'y'.repeat(120)}… (140 more characters) …${'y'.repeat(40)} is none.`);
  expect(_escapeMessage('one\n  two\x1b[2K')).toBe('one\n  two\\x1b[2K');
});

test.each([
  ['one word', 'x'.repeat(5_000_000)],
  ['one value in quotes', `"${'a b '.repeat(1_000_000)}" is not one.`],
  ['quotes that do not end', '"'.repeat(1_000_001)],
  ['many words', 'a b '.repeat(1_000_000)],
  ['many lines', 'line\n'.repeat(1_000_000)],
  ['many long lines', `${'x'.repeat(1000)}\n`.repeat(5_000)],
  ['nothing that is seen', '\u202e'.repeat(1_000_000)],
])('no message is longer than it can be read: %s', (_, text) => {
  expect(_escapeMessage(text).length).toBeLessThan(20_000);
});
