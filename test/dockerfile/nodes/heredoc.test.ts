import { describe, expect, test } from 'vitest';
import { Heredoc, Word } from '../../../src/dockerfile';
import { refuses } from '../vectors';

describe('a heredoc is written as', () => {
  test.each([
    { name: 'a text that arrives as it is', heredoc: Heredoc.literal('$a \\\n'), opening: "<<'EOT'", body: '$a \\\nEOT' },
    { name: 'an empty text', heredoc: Heredoc.literal(''), opening: "<<'EOT'", body: 'EOT' },
    { name: 'a text with carriage returns', heredoc: Heredoc.literal('a\r\n'), opening: "<<'EOT'", body: 'a\r\nEOT' },
    { name: 'one with a name', heredoc: Heredoc.literal('a\n', 'a.conf'), opening: "<<'a.conf'", body: 'a\na.conf' },
    { name: 'one whose lines are the first delimiters', heredoc: Heredoc.literal('EOT\nEOT2\r\n'), opening: "<<'EOT3'", body: 'EOT\nEOT2\r\nEOT3' },
    { name: 'one that is indented', heredoc: Heredoc.literal('\ta\n').chomped(), opening: "<<-'EOT'", body: '\ta\nEOT' },
    { name: 'one in which variables expand', heredoc: Heredoc.expanding(Word.template('$A \\$B \\n\n')), opening: '<<EOT', body: '$A \\$B \\\\n\nEOT' },
    { name: 'one that a shell expands', heredoc: Heredoc.shell('$A $(b) \\\n', 'IN'), opening: '<<IN', body: '$A $(b) \\\nIN' },
  ])('$name', ({ heredoc, opening, body }) => expect([heredoc._opening, heredoc._body]).toEqual([opening, body]));
});

test('a heredoc tells what is in it', () => {
  const { content, delimiter, expands, isChomped, variables } = Heredoc.expanding(Word.template('${A:-$B}\n'), 'X').chomped();
  expect({ content, delimiter, expands, isChomped, variables }).toEqual({
    content: '${A:-$B}\n', delimiter: 'X', expands: true, isChomped: true, variables: ['A', 'B'],
  });
});

describe('is refused:', () => {
  refuses([
    ['a text without a line break at its end', () => Heredoc.literal('a\nb'), 'heredoc-end'],
    ['an empty delimiter', () => Heredoc.literal('a\n', ''), 'heredoc-delimiter'],
    ['a delimiter with a blank', () => Heredoc.literal('a\n', 'A B'), 'heredoc-delimiter'],
    ['a delimiter with a quote', () => Heredoc.literal('a\n', "A'"), 'heredoc-delimiter'],
    ['a delimiter that is a line', () => Heredoc.literal('a\nX\nb\n', 'X'), 'heredoc-closed'],
    ['a delimiter that is a line but for a carriage return', () => Heredoc.literal('X\r\n', 'X'), 'heredoc-closed'],
    ['a delimiter that is a line but for the tabs that are removed', () => Heredoc.literal('\tX\n', 'X').chomped(), 'heredoc-closed'],
    ['a NUL', () => Heredoc.literal('\0\n'), 'nul'],
    ['half of a character', () => Heredoc.shell('\ud83d\n'), 'surrogate'],
    ['a line of 65,536 bytes', () => Heredoc.literal(`${'é'.repeat(32_768)}\n`), 'line-too-long'],
  ]);
});

test('a line of 65,535 bytes is read', () => {
  expect(Heredoc.literal(`${'é'.repeat(32_767)}x\n`).delimiter).toBe('EOT');
});
