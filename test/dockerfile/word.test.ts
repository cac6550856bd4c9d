import { describe, expect, test } from 'vitest';
import { Word } from '../../src/dockerfile';

describe('a template', () => {
  test.each([
    { text: 'plain', printed: 'plain', variables: [] },
    { text: '$A', printed: '$A', variables: ['A'] },
    { text: '${A}b', printed: '${A}b', variables: ['A'] },
    { text: '$A.b', printed: '$A.b', variables: ['A'] },
    { text: '${A}$B', printed: '${A}$B', variables: ['A', 'B'] },
    { text: '\\$A', printed: '"\\$A"', variables: [] },
    { text: '${A:-b c}', printed: '"${A:-b c}"', variables: ['A'] },
    { text: '${A:-${B}}', printed: '"${A:-$B}"', variables: ['A', 'B'] },
    { text: '${A##*.}', printed: '"${A##*.}"', variables: ['A'] },
    { text: '${A//x/y}', printed: '"${A//x/y}"', variables: ['A'] },
  ])('$text prints as $printed', ({ text, printed, variables }) => {
    const word = Word.template(text);
    expect([word._value('value'), word.variables]).toEqual([printed, variables]);
  });

  test.each(['$', '${A', '${}', '$1', '${A!b}'])('refuses %s', text => {
    expect(() => Word.template(text)).toThrow(/^dockerfile\/variable\n/);
  });
});

test('a literal means itself', () => {
  expect(Word.literal('$A ${B} "c" \\')._value('value')).toBe('"\\$A \\${B} \\"c\\" \\\\"');
  expect(Word.literal('')._value('value')).toBe('""');
});
