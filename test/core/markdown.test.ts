import { expect, test } from 'vitest';
import { _escapeMarkdown, _quoteMarkdownBlock, _quoteMarkdownCode } from '../../src/core';

test.each([
  ['Log in.', 'Log in.'],
  ['ends with \\', 'ends with \\\\'],
  ['**a** [b](c) <img> | `d` &lt; _e_ ~~f~~', '\\*\\*a\\*\\* \\[b\\](c) \\<img\\> \\| \\`d\\` \\&lt; \\_e\\_ \\~\\~f\\~\\~'],
  ['# a', '\\# a'],
  ['- a', '\\- a'],
  ['12. a', '12\\. a'],
  ['  indented', 'indented'],
])('%j is written as %j', (text, escaped) => {
  expect(_escapeMarkdown(text)).toBe(escaped);
});

test.each([
  ['a b', '`a b`'],
  ['a`b', '``a`b``'],
  ['`', '`` ` ``'],
  ['a | b', '`a \\| b`'],
])('%j is code in a table as %j', (text, code) => {
  expect(_quoteMarkdownCode(text, true)).toBe(code);
});

test('a block ends where it is meant to', () => {
  expect(_quoteMarkdownBlock('a\n```\n# b', 'text')).toBe('````text\na\n```\n# b\n````');
});
