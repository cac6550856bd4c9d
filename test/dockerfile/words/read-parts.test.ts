import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Word } from '../../../src/dockerfile';
import { _readParts } from '../../../src/dockerfile/words/read-parts';
import { _printTemplate } from '../../../src/dockerfile/words/template-text';

const read = (text: string, escape = '\\', isHeredoc = false) => _readParts(text, { escape, isHeredoc });
const refusal = (text: string) => expect(() => read(text)).toThrow(/^dockerfile\/word\n/);

describe('a word is read as BuildKit expands it', () => {
  test.each([
    { text: 'a"b c"\'d e\'', parts: ['ab cd e'] },
    { text: '\\"\\$\\a\\ ', parts: ['"$a '] },
    { text: '"\\"\\$\\a"', parts: ['"$\\a'] },
    { text: "'\\$A'", parts: ['\\$A'] },
    { text: 'a\\', parts: ['a'] },
    { text: '$A${B}', parts: [{ name: 'A' }, { name: 'B' }] },
    { text: '"$A"b', parts: [{ name: 'A' }, 'b'] },
    { text: '$(a) $', parts: ['$(a) $'] },
    { text: '${A:-"b c"d}', parts: [{ name: 'A', operator: ':-', operand: ['b cd'] }] },
    { text: '"${A:-"b c"}"', parts: [{ name: 'A', operator: ':-', operand: ['b c'] }] },
    { text: '${A+${B-c}}', parts: [{ name: 'A', operator: '+', operand: [{ name: 'B', operator: '-', operand: ['c'] }] }] },
    { text: '${A##*.}', parts: [{ name: 'A', operator: '##', operand: [{ wildcard: '*' }, '.'] }] },
    { text: '${A%\\*\\}}', parts: [{ name: 'A', operator: '%', operand: ['*}'] }] },
    { text: '${A//b\\/c/d}', parts: [{ name: 'A', operator: '//', operand: ['b/c'], replacement: ['d'] }] },
    { text: '${A/b/"c d"}', parts: [{ name: 'A', operator: '/', operand: ['b'], replacement: ['c d'] }] },
    { text: '\ufeffa', parts: ['a'] },
    { text: '', parts: [] },
  ])('$text', ({ text, parts }) => expect(read(text)).toEqual(parts));

  test('with another escape character', () => {
    expect(read('C:\\`$A`"', '`')).toEqual(['C:\\$A"']);
    expect(read('${A#\\*b}', '`')).toEqual([{ name: 'A', operator: '#', operand: ['*b'] }]);
  });

  test('in a heredoc, where quotes are plain text and every backslash is removed', () => {
    expect(read('"a" \'$A\' \\t \\\n', '\\', true)).toEqual(['"a" \'', { name: 'A' }, '\' t \n']);
  });
});

describe('what BuildKit rejects, or replaces by nothing, is refused', () => {
  test.each(['"a', "'a", '${', '${}', '${A', '${A:', '${A:#b}', '${A!b}', '${A:-"b}', '$1', '$$', '$@', '${A#}', '${A#b\\c}', '${A//b/$1}', '$\u00e4', `${'${A-'.repeat(300)}`])('%s', refusal);
});

test('the text of a template makes the same word', () => {
  const name = fc.constantFrom('A', 'B_1');
  const literal = fc.array(fc.constantFrom('a', '$', '\\', '}', '/', '*', '?', '"', "'", ' ', '1'), { minLength: 1, maxLength: 4 }).map(all => all.join(''));
  const { parts } = fc.letrec<{ parts: unknown[] }>(tie => ({
    parts: fc.array(fc.oneof({ depthSize: 'small' },
      literal,
      fc.record({ name }),
      fc.record({ name, operator: fc.constantFrom(':-', '+', '?'), operand: tie('parts') }),
      fc.record({ name, operator: fc.constantFrom('#', '%%'), operand: fc.array(fc.oneof(literal, fc.constant({ wildcard: '*' })), { minLength: 1, maxLength: 1 }) }),
      fc.record({ name, operator: fc.constantFrom('/', '//'), operand: literal.map(text => [text]), replacement: literal.map(text => [text]) }),
    ), { maxLength: 4 }).map(all => all.filter((part, i) => typeof part !== 'string' || typeof all[i - 1] !== 'string')),
  }));
  fc.assert(fc.property(parts, all => {
    // An operator and what follows it read as a longer one are another word: `#` and `#`.
    const [text, longer] = [_printTemplate(all as never), /\$\{\w+([#%/])\1/];
    fc.pre(!longer.test(text) || JSON.stringify(all).match(/"operator":"(##|%%|\/\/)"/) !== null);
    expect(Word.template(text)._parts).toEqual(all);
  }), { numRuns: 500 });
});
