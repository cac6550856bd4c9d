import { expect, test } from 'vitest';
import { _showText, _quoteText } from '../../src/verify/finding';

test('a text of an image stays on one line, and drives no terminal', () => {
  expect(_showText('a\tb\r\nc\x1b[2J\u202e')).toBe('a\\tb\\r\\nc\\x1b[2J\\u202e');
});

test('a long one is cut', () => {
  expect(_quoteText('x'.repeat(1000))).toMatch(/^"x{180}… \(760 more characters\) …x{60}"$/);
});
