import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { _quoteShellWord } from '../../src/core';
import { HOSTILE } from '../support/hostile';
import { shells } from '../support/tools';

test.each([
  { text: '/a-b_c.d:e,f%g@h+1=2', word: '/a-b_c.d:e,f%g@h+1=2' },
  { text: '', word: "''" },
  { text: 'a b', word: "'a b'" },
  { text: '*', word: "'*'" },
  { text: '"a"', word: "'\"a\"'" },
  { text: 'a\\', word: '"a\\\\"' },
  { text: 'a\\b', word: "'a\\b'" },
  { text: "it's", word: '"it\'s"' },
  { text: '$x`y`"z"\\', word: '"\\$x\\`y\\`\\"z\\"\\\\"' },
])('$text is the word $word', ({ text, word }) => {
  expect(_quoteShellWord(text)).toBe(word);
});

describe.each(shells())('in $name', ({ command }) => {
  const read = (texts: string[]) => spawnSync(command![0], [...command!.slice(1), '-c', `printf '%s\\0' ${texts.map(_quoteShellWord).join(' ')}`], { encoding: 'utf8' })
    .stdout.split('\0').slice(0, -1);

  test.skipIf(command === undefined)('a word is the text that it was made of', () => {
    expect(read(HOSTILE)).toEqual(HOSTILE);
  });

  test.skipIf(command === undefined)('so is the word of any text', () => {
    const unit = fc.oneof(fc.constantFrom(...'$`"\'\\{}*?[]~!#&|;<>()=-+:@% \t\n'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }));
    const text = fc.string({ unit }).filter(value => !value.includes('\0'));
    fc.assert(fc.property(fc.array(text, { minLength: 1, maxLength: 40 }), texts => {
      expect(read(texts)).toEqual(texts);
    }), { numRuns: 25 });
  });
});
