import { expect, test } from 'vitest';
import { UNKNOWN, expand } from '../../../../src/dockerfile/lint/language/expand';
import type { Setting } from '../../../../src/dockerfile/lint/language/expand';

const VARIABLES: Record<string, string> = { A: 'foo', EMPTY: '', STAR: 'a*c', PATH: UNKNOWN };

const lookup = (name: string): Setting => Object.hasOwn(VARIABLES, name) ? { text: VARIABLES[name] } : name.startsWith('IMAGE') ? 'doubtful' : 'unset';
const expanded = (source: string, escape = '\\') => expand(source, lookup, { escape });

test.each([
  ['plain', 'plain'],
  ['$A', 'foo'],
  ['a${A}b', 'afoob'],
  ['$A$', 'foo$'],
  ['\\$A', '$A'],
  ["'$A'", '$A'],
  ['"$A \\" \\x"', 'foo " \\x'],
  ['$1x', 'x'],
  ['${A:-x}', 'foo'],
  ['${B:-x$A}', 'xfoo'],
  ['${EMPTY:-x}', 'x'],
  ['${EMPTY-x}', ''],
  ['${A:+x}', 'x'],
  ['${EMPTY:+x}', ''],
  ['${EMPTY+x}', 'x'],
  ['${B+x}', ''],
  ['${A?no}', 'foo'],
  ['${A#f*o}', 'o'],
  ['${A##f*o}', ''],
  ['${A%o*}', 'fo'],
  ['${A%%o*}', 'f'],
  ['${A/o/0}', 'f0o'],
  ['${A//o/0}', 'f00'],
  ['${STAR#a\\*}', 'c'],
  ['${STAR/\\*/x}', 'axc'],
  ['${A/}', UNKNOWN],
  ['${IMAGE:-x}', UNKNOWN],
  ['${PATH:+x}', UNKNOWN],
  ['/a/$IMAGE', `/a/${UNKNOWN}`],
])('%s is %j', (source, text) => expect(expanded(source).text).toBe(text));

test.each([
  ['${A', '"}" is missing'],
  ['${', '"}" is missing'],
  ['${}', '"${}" is not the start of a substitution'],
  ['${A@x}', '"@" is not an operator'],
  ['${A:#x}', '":#" is not an operator'],
  ['"$A', 'the closing " is missing'],
  ["it's", "the closing ' is missing"],
  ['${B:?}', 'B: is not allowed to be unset'],
  ['${EMPTY:?say so}', 'EMPTY: say so'],
  ['${A#\\f}', 'the pattern "\\f" escapes a character that needs no escape'],
])('%s stops: %s', (source, problem) => expect(expanded(source).problem).toBe(problem));

test('names are told apart', () => {
  const { used, unset, doubtful } = expanded('$A ${B:-$C} $IMAGE');
  expect([[...used], [...unset], [...doubtful]]).toEqual([['A'], ['C', 'B'], ['IMAGE']]);
});

test('words end at blanks that were not quoted', () => {
  expect(expand('a" b"$L c', name => name === 'L' ? { text: 'd e' } : 'unset', { escape: '\\' }).listWords()).toEqual(['a bd', 'e', 'c']);
});

test('a word loses its beginning before a substitution with an operand, as in BuildKit', () => {
  expect(expanded('80${A:+81} 80"${A:+82}" 8$B${B:-3}').listWords()).toEqual(['81', '82', '3']);
});

test('the escape may be a backtick', () => expect(expanded('`$A\\$A', '`').text).toBe('$A\\foo'));
