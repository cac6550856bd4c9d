import { expect, test } from 'vitest';
import { _hasHidden, _findHiddenCharacters, _printJson, _escapeHidden } from '../../src/core';

test.each([
  'a\u00a0b', '\u3000', '日本語', 'e\u0301', 'שלום', 'مرحبا', '한국어', 'Ω≠√', '\ue0b0', 'a\tb\nc\r\nd',
  '👩‍❤️‍👨', '👨‍👩‍👧‍👦', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '❤️', '1️⃣', '#️⃣', '👍🏽', '🧑🏽‍💻', '🏳️‍🌈', '🏴‍☠️', '⛓️‍💥', '🇩🇪', '↔️', '™️',
  'می\u200cخواهم', 'क्\u200dष', 'ශ්\u200dරී', '葛\u{e0100}',
  'ខ្ញុំ\u200bស្រឡាញ់', 'ภาษา\u200bไทย',
])('what writing needs is not hidden: %s', text => {
  expect(_findHiddenCharacters(text)).toEqual([]);
  expect(_escapeHidden(text)).toBe(text);
});

test.each([
  { kind: 'a bidirectional override', text: 'a\u202eb', shown: 'a\\u202eb' },
  { kind: 'an isolate', text: '\u2066', shown: '\\u2066' },
  { kind: 'a mark of direction', text: 'a\u200e\u200f\u061c', shown: 'a\\u200e\\u200f\\u061c' },
  { kind: 'a blank without width', text: 'a\u200bb\u2060', shown: 'a\\u200bb\\u2060' },
  { kind: 'a blank without width behind Thai and a blank', text: 'ไทย \u200b', shown: 'ไทย \\u200b' },
  { kind: 'a byte order mark', text: '\ufeffa', shown: '\\ufeffa' },
  { kind: 'a joiner between Latin letters', text: 'a\u200db', shown: 'a\\u200db' },
  { kind: 'a joiner after emoji that joins nothing', text: '👍\u200d', shown: '👍\\u200d' },
  { kind: 'tags', text: 'a\u{e0041}', shown: 'a\\u{e0041}' },
  { kind: 'tags behind a flag that is none', text: '🏴\u{e0041}\u{e007f}', shown: '🏴\\u{e0041}\\u{e007f}' },
  { kind: 'a variation of nothing', text: 'a\ufe0f\u{e0100}', shown: 'a\\ufe0f\\u{e0100}' },
  { kind: 'a separator of lines', text: 'a\u2028b\u2029', shown: 'a\\u2028b\\u2029' },
  { kind: 'control characters', text: '\0\x1b[31m\x7f\x85\x9b', shown: '\\x00\\x1b[31m\\x7f\\x85\\x9b' },
  { kind: 'a carriage return by itself', text: 'a\rb', shown: 'a\\rb' },
  { kind: 'half of a character', text: '\ud800', shown: '\\ud800' },
  { kind: 'a soft hyphen and a filler', text: 'a\u00adb\u3164', shown: 'a\\xadb\\u3164' },
])('$kind is shown as $shown', ({ text, shown }) => {
  expect(_hasHidden(text)).toBe(true);
  expect(_escapeHidden(text)).toBe(shown);
});

test('where it is', () => {
  expect(_findHiddenCharacters('日\u202e👍\u200b')).toEqual([{ shown: '\\u202e', index: 1 }, { shown: '\\u200b', index: 4 }]);
});

test('JSON says it with escapes, and means the same', () => {
  const value = { 'ä\u202e': ['\u{e0041}', '\x7f', '👍'] };
  const text = _printJson(value);
  expect(_hasHidden(text)).toBe(false);
  expect(text).toContain('👍');
  expect(JSON.parse(text)).toEqual(value);
});
