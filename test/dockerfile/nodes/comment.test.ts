import { describe } from 'vitest';
import { BlankLine, Comment } from '../../../src/dockerfile';
import { prints, refuses } from '../vectors';

describe('a comment prints as', () => {
  prints([
    [new Comment(['a', '', ' b', 'c \t']), '# a\n#\n#  b\n# c'],
    [new Comment(['# a', 'a \\']), '# # a\n# a \\'],
    [new Comment([]), ''],
    [new BlankLine(), ''],
  ]);
});

describe('is refused:', () => {
  refuses([
    ['a line break', () => new Comment(['a\nRUN b']), 'comment-newline'],
    ['a carriage return', () => new Comment(['a\rb']), 'comment-newline'],
    ['a NUL', () => new Comment(['\0']), 'nul'],
    ['a line of 65,534 bytes and the mark before it', () => new Comment(['x'.repeat(65_536)]), 'line-too-long'],
  ]);
});
