import { describe, expect, test } from 'vitest';
import { DockerfileDocument, EscapeCharacter, From, KeyValue, Word } from '../../../src/dockerfile';
import { literal, refuses, variable } from '../vectors';

describe('a literal in place', () => {
  test.each([
    { place: 'argument', text: '/a_b.c-d@e%f+g=h:i,j#k?l&m*n~o', printed: '/a_b.c-d@e%f+g=h:i,j#k?l&m*n~o' },
    { place: 'argument', text: '', printed: '""' },
    { place: 'argument', text: 'a b', printed: '"a b"' },
    { place: 'argument', text: '#a', printed: '"#a"' },
    { place: 'argument', text: '--a', printed: '"--a"' },
    { place: 'argument', text: '-a', printed: '-a' },
    { place: 'argument', text: '\ufeffa', printed: '"\ufeffa"' },
    { place: 'value', text: 'it\'s "$A" \\n', printed: '"it\'s \\"\\$A\\" \\\\n"' },
    { place: 'value', text: '日本\u00a0', printed: '"日本\u00a0"' },
    { place: 'value', text: 'a\rb\tc', printed: '"a\rb\tc"' },
    { place: 'key', text: 'org.example/a-b', printed: 'org.example/a-b' },
    { place: 'key', text: '#a', printed: '"#a"' },
    { place: 'item', text: 'it\'s', printed: '"it\'s"' },
    { place: 'item', text: '\u00a0', printed: '"\u00a0"' },
    { place: 'json', text: 'it\'s "$A" \\', printed: '"it\\\\\'s \\\\\\"\\\\$A\\\\\\" \\\\\\\\"' },
    { place: 'json', text: '<<EOT', printed: '"\\\\<<EOT"' },
    { place: 'json', text: '3<<EOT', printed: '"3\\\\<<EOT"' },
    { place: 'json', text: '\ufeffa', printed: '"\\\\\ufeffa"' },
    { place: 'flag', text: 'a b', printed: 'a\\ b' },
    { place: 'flag', text: '"it\'s"', printed: '\\\\\\"it\\\\\\\'s\\\\\\"' },
    { place: 'flag', text: '$A', printed: '\\\\\\$A' },
    { place: 'flag', text: '<<A', printed: '\\<\\<A' },
    { place: 'heredoc', text: '\\t $A ${B} "c" it\'s\n', printed: '\\\\t \\$A \\${B} "c" it\'s\n' },
    { place: 'heredoc', text: '\ufeffa', printed: '\\\ufeffa' },
  ] as const)('$place $text is $printed', ({ place, text, printed }) => expect(literal(text)._print(place)).toBe(printed));
});

test('a literal behind the other escape character leaves backslashes alone', () => {
  const word = literal('C:\\a `$b "c"');
  expect(word._print('argument', EscapeCharacter.BACKTICK)).toBe('"C:\\a ```$b `"c`""');
  expect(word._print('json', EscapeCharacter.BACKTICK)).toBe('"C:\\\\a ```$b `\\"c`\\""');
  expect(word._print('flag', EscapeCharacter.BACKTICK)).toBe('C:\\a` ```````$b` ```"c```"');
});

describe('a template', () => {
  test.each([
    { text: 'plain', printed: 'plain', variables: [] },
    { text: '$A', printed: '$A', variables: ['A'] },
    { text: '${A}b', printed: '${A}b', variables: ['A'] },
    { text: '${A}é', printed: '"${A}é"', variables: ['A'] },
    { text: '$A.b', printed: '$A.b', variables: ['A'] },
    { text: '$A$B', printed: '${A}$B', variables: ['A', 'B'] },
    { text: '\\$A', printed: '"\\$A"', variables: [] },
    { text: '\\\\$A', printed: '"\\\\$A"', variables: ['A'] },
    { text: '\\n }', printed: '"\\\\n }"', variables: [] },
    { text: '${A:-b}', printed: '${A:-b}', variables: ['A'] },
    { text: '${A-b c}', printed: '"${A-b c}"', variables: ['A'] },
    { text: '${A:+$A:}/bin', printed: '${A:+$A:}/bin', variables: ['A'] },
    { text: '${A+"it\'s"}', printed: '"${A+\\"it\\\'s\\"}"', variables: ['A'] },
    { text: '${A:?is} ${A?missing}', printed: '"${A:?is} ${A?missing}"', variables: ['A'] },
    { text: '${A:-${B:-${C}}}', printed: '${A:-${B:-$C}}', variables: ['A', 'B', 'C'] },
    { text: '${A:-\\}\\$\\\\}', printed: '"${A:-\\}\\$\\\\}"', variables: ['A'] },
    { text: '${A#v}', printed: '${A#v}', variables: ['A'] },
    { text: '${A##*.}', printed: '${A##*.}', variables: ['A'] },
    { text: '${A%?}', printed: '${A%?}', variables: ['A'] },
    { text: '${A%%-*}', printed: '${A%%-*}', variables: ['A'] },
    { text: '${A#\\*\\?}', printed: '"${A#\\*\\?}"', variables: ['A'] },
    { text: '${A#\\$\\}}', printed: '"${A#\'$\'\\}}"', variables: ['A'] },
    { text: '${A#"} b', printed: '${A#\'"\'}" b"', variables: ['A'] },
    { text: '${A#\' }', printed: '${A#"\'"\' \'}', variables: ['A'] },
    { text: '${A/x/y}', printed: '${A/x/y}', variables: ['A'] },
    { text: '${A//./-}', printed: '${A//./-}', variables: ['A'] },
    { text: '${A/\\//\\}$B/}', printed: '"${A/\\//\'}\'$B/}"', variables: ['A', 'B'] },
    { text: '${A//x/\\$}', printed: '"${A//x/\'$$\'}"', variables: ['A'] },
    { text: '${A/x/it\'s}', printed: '${A/x/it"\'"s}', variables: ['A'] },
    { text: '${A/x/}', printed: '${A/x/}', variables: ['A'] },
  ])('$text prints as $printed', ({ text, printed, variables }) => {
    const word = Word.template(text);
    expect([word._print('value'), word.variables]).toEqual([printed, variables]);
  });

  refuses([
    '$', 'a$', '$1', '${', '${}', '${1}', '${A', '${A:-', '${A:-b', '${A!b}', '${A:b}', '${A#}', '${A/}', '${A/x}', '${A//x', '${A:-${B}',
  ].map(text => [text, () => Word.template(text), 'template']));
});

test('a word of words keeps texts and variables apart', () => {
  const word = Word.join([literal('a$'), literal('b '), variable('C'), literal('d'), literal('')]);
  expect(word._print('value')).toBe('"a\\$b ${C}d"');
  expect([word.isLiteral, word.variables]).toEqual([false, ['C']]);
  expect([Word.join([]).isLiteral, Word.join([])._print('value')]).toEqual([true, '""']);
});

describe('the text', () => {
  test('of a literal is itself, whatever is in it', () => expect(literal('C:\\a $5 *').text).toBe('C:\\a $5 *'));

  test.each(['golang:$VERSION', '${A}b', '${A:-\\}}', '${A//\\*/\\$}-\\$B'])('of the template %s makes the same word', text => {
    const word = Word.template(text);
    expect(word.text).toBe(text);
    expect(Word.template(word.text)).toEqual(word);
  });

  test('of an image tells what a stage begins with', () => {
    const { nodes } = DockerfileDocument.parse('ARG V=1\nFROM golang:1.26 AS build\nFROM "debian:${V}-slim"\n');
    expect(nodes.flatMap(node => (node instanceof From ? [node.image.text] : []))).toEqual(['golang:1.26', 'debian:$V-slim']);
  });
});

describe('is refused:', () => {
  const lookalike = Word.template('${A:-b <<C}');
  refuses([
    ['the name of a variable with a dash', () => variable('A-B'), 'variable-name'],
    ['one that begins with a digit', () => variable('1A'), 'variable-name'],
    ['no name', () => variable(''), 'variable-name'],
    ['a NUL', () => literal('a\0'), 'nul'],
    ['a NUL in a template', () => Word.template('a\0'), 'nul'],
    ['half of a character', () => literal('\ud83d'), 'surrogate'],
    ['the other half', () => literal('a\ude00b'), 'surrogate'],
    ['a line break in an argument', () => literal('a\nb')._print('argument'), 'newline'],
    ['a line break behind an operator', () => Word.template('${A:-\n}')._print('value'), 'newline'],
    ['a line break in JSON', () => literal('a\nb')._print('json'), 'newline'],
    ['"=" in a key', () => literal('a=b')._print('key'), 'key'],
    ['"=" behind an operator in a key', () => Word.template('${A:-=}')._print('key'), 'key'],
    ['a blank where words are split at them', () => literal('a b')._print('item'), 'blank'],
    ['a blank behind an operator there', () => Word.template('${A:-a b}')._print('item'), 'blank'],
    ['what is not ASCII in a flag', () => literal('é')._print('flag'), 'non-ascii-flag'],
    ['what looks like a heredoc in a flag', () => lookalike._print('flag'), 'heredoc-lookalike'],
    ['a byte order mark in a pattern', () => Word.template('${A#\ufeff}')._print('value'), 'pattern'],
    ['a dollar sign in a pattern of a heredoc', () => Word.template('${A#\\$}')._print('heredoc'), 'pattern'],
    ['a brace that replaces, in a heredoc', () => Word.template('${A/x/\\}}')._print('heredoc'), 'pattern'],
    ['a backtick in a pattern, where it is the escape character', () => Word.template('${A#`}')._print('value', EscapeCharacter.BACKTICK), 'pattern'],
  ]);
});

describe('a value that may refer to variables', () => {
  test.each([
    ['/opt/bin:$PATH', 'K=/opt/bin:$PATH'],
    ['${A:-${B}}', 'K=${A:-$B}'],
    ['$5 off, 100%$', 'K="\\$5 off, 100%\\$"'],
    ['\\$HOME', 'K="\\$HOME"'],
    ['C:\\dir\\\\x', 'K="C:\\\\dir\\\\\\\\x"'],
    ['$(date)', 'K="\\$(date)"'],
  ])('%s', (value, printed) => expect(KeyValue.template('K', value)._print(EscapeCharacter.BACKSLASH)).toBe(printed));

  test('is refused where it begins as a reference and is none', () => expect(() => KeyValue.template('K', '${A')).toThrow(/^dockerfile\/template/));
});
