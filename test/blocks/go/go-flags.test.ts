import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { _printFlagList, _readFlagList, _readFlags } from '../../../src/blocks/go/go-flags';
import { _printShellTemplate } from '../../../src/core';

const read = (text: string) => _readFlags(text, 'ldflags').map(flag => flag.join(''));
const written = (...flags: string[]) => _printFlagList({ flags: flags.map(flag => [flag]) }, 'ldflags').join('');

/** What cmd/internal/quoted/quoted_test.go says of `Split`. */
test.each([
  ['', []],
  [' ', []],
  ['abc', ['abc']],
  ['  abc\t\n\rdef', ['abc', 'def']],
  ['a "b c" \'d e\'', ['a', 'b c', 'd e']],
  ['\'a"b\' "c\'d"', ['a"b', 'c\'d']],
  ['a=\'b', ['a=\'b']],
  ['a="b c"', ['a="b', 'c"']],
  ['\'a\'b', ['a', 'b']],
  ['"" x', ['', 'x']],
  ['a\\ b', ['a\\', 'b']],
])('%j is read as %j', (text, flags) => expect(read(text)).toEqual(flags));

test.each([
  [['-s', '-w'], '-s -w'],
  [['-X', 'main.a=b c'], '-X \'main.a=b c\''],
  [['-X', 'main.a=it\'s it'], '-X "main.a=it\'s it"'],
  [['-X', 'main.a=it\'s'], '-X main.a=it\'s'],
  [['-X=main.a="1.2"'], '-X=main.a="1.2"'],
  [['-X', 'main.a="it\'s"'], '-X main.a="it\'s"'],
  [['-X', ''], '-X \'\''],
])('%j is written as %j', (flags, text) => expect(written(...flags)).toBe(text));

test('what is written is read as the same flags, and arrives so through a shell', () => {
  const character = fc.constantFrom(...'ab $`\\\'"(){}*?~!#&;|<>=%\t\n', '\u00a0', 'é');
  const flag = fc.string({ unit: character, maxLength: 8 }).filter(text => !(text.includes('"') && text.includes('\'') && /^['"]|[ \t\n]/.test(text)));
  fc.assert(fc.property(fc.array(flag, { maxLength: 5 }), flags => {
    const text = written('-s', ...flags);
    expect(read(text)).toEqual(['-s', ...flags]);
    expect(execFileSync('/bin/sh', ['-c', `printf %s ${_printShellTemplate([text])}`], { encoding: 'utf8' })).toBe(text);
  }), { numRuns: 50 });
});

describe('a list may begin with a pattern of packages', () => {
  test.each([
    ['all=-l', 'all'],
    ['-X main.a=b', undefined],
    ['./... = -N -l', './...'],
  ])('%j', (text, pattern) => expect(_readFlagList(text, 'gcflags').pattern).toBe(pattern));

  test('and is written with it', () => {
    expect(_printFlagList({ pattern: 'all', flags: [['-d=a b']] }, 'gcflags').join('')).toBe('all=\'-d=a b\'');
  });
});

describe('what the go command would refuse is refused', () => {
  test.each([
    ['"', 'has a " that is not closed'],
    ['-X \'main.a=b', 'has a \' that is not closed'],
    ['s', 'begins neither with "-" nor with a pattern and "="'],
    ['=-s', 'begins neither with "-" nor with a pattern and "="'],
    ['"-X=main.a=b c"', 'does not begin with "-", or needs quotes'],
    ['\'main.a=b\'', 'does not begin with "-", or needs quotes'],
    ['\'all=-s\'', 'does not begin with "-", or needs quotes'],
  ])('%j', (text, what) => {
    expect(() => _printFlagList(_readFlagList(text, 'ldflags'), 'ldflags')).toThrow(what);
  });

  test('and so is a flag that needs quotes and has both kinds', () => {
    expect(() => written('-X', 'main.a="it\'s" so')).toThrow(/^go\/flags\n/);
  });
});
