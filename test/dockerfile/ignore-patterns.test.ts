import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { _IgnorePatterns, _escapeIgnorePath } from '../../src/dockerfile/ignore-patterns';

/** Rows of moby/patternmatcher's own documentation and of the Docker manual. */
test.each([
  ['a', 'a', true],
  ['a', 'a/b', true],
  ['a', 'b/a', false],
  ['/a', 'a', true],
  ['a/', 'a/b', true],
  ['./a', 'a', true],
  ['a', './a/', true],
  ['*', 'a/b', true],
  ['*/b', 'a/b', true],
  ['*/b', 'a/c/b', false],
  ['**/b', 'a/c/b', true],
  ['**/b', 'b', true],
  ['**b', 'ab', true],
  ['a/**', 'a/b/c', true],
  ['a/**', 'a', false],
  ['a/**/b', 'a/b', true],
  ['a/**/b', 'a/c/d/b', true],
  ['*.go', 'a.go', true],
  ['*.go', 'a/b.go', false],
  ['a?c', 'abc', true],
  ['a?c', 'a/c', false],
  ['a[b-d]', 'ac', true],
  ['a[^b]', 'ac', true],
  ['a[^b]', 'ab', false],
  ['a\\*', 'a*', true],
  ['a\\*', 'ab', false],
  ['a.b', 'axb', false],
  ['a[', 'a[', false],
  ['  a  ', 'a', true],
  ['#a', '#a', false],
  ['a', '.', false],
  ['*', '.', true],
  ['**', '/', true],
])('%s leaves out %s: %s', (pattern, path, left) => expect(_IgnorePatterns.parse([pattern]).hasMatch(path)).toBe(left));

describe('a file', () => {
  test('with an exception decides nothing', () => expect(_IgnorePatterns.parse(['*', '! a']).exception).toBe('!a'));
  test('may have a byte order mark', () => expect(_IgnorePatterns.parse(['\ufeffa']).hasMatch('a')).toBe(true));
  test('of comments is empty', () => expect(_IgnorePatterns.parse(['# a', '']).isEmpty).toBe(true));
});

describe('the last pattern that fits decides', () => {
  test.each([
    [['*', '!app'], 'app/main.py', undefined],
    [['*', '!app'], 'lib', '*'],
    [['*', '!app', '**/node_modules'], 'app/node_modules/a/b.js', '**/node_modules'],
    [['*', '!app', '**/node_modules', '!app/node_modules'], 'app/node_modules/a/b.js', undefined],
    [['docs', '!docs/README.md'], 'docs/README.md', undefined],
    [['docs', '!docs/README.md'], 'docs/x.md', 'docs'],
    [['!a', 'a'], 'a', 'a'],
    [[], 'a', undefined],
  ])('%j: %s', (lines, path, pattern) => expect(_IgnorePatterns.parse(lines).findIgnoring(path)).toBe(pattern));
});

describe('a path as a pattern fits itself alone', () => {
  test.each([
    ['[id]/page.tsx', '\\[id\\]/page.tsx'],
    ['sp ace/f g.txt', 'sp ace/f g.txt'],
    ['!bang.txt', '\\!bang.txt'],
    ['#hash.txt', '\\#hash.txt'],
    ['trail ', 'trail[ ]'],
    [' lead', '[ ]lead'],
    ['back\\slash', 'back\\\\slash'],
    ['ca^ret', 'ca\\^ret'],
    ['st*r', 'st\\*r'],
    ['q?m', 'q\\?m'],
    ['cu{r}ly', 'cu{r}ly'],
  ])('%j: %s', (path, pattern) => {
    expect(_escapeIgnorePath(path)).toBe(pattern);
    const patterns = _IgnorePatterns.parse(['*', `!${pattern}`]);
    expect([path, `${path}/below`, 'other', path.replace(/[^\w/.]/, 'x')].map(each => patterns.findIgnoring(each))).toEqual([undefined, undefined, '*', '*'].slice(0, /[^\w/.]/.test(path) ? 4 : 3));
  });
});

/** What a real build finds, or does not: `docker buildx build` with BuildKit 0.34.2. */
test.each([
  [['*', '!dist', 'dist'], 'dist/', 'dist'],
  [['*', '!dist'], 'src', '*'],
  [['*', '!dist'], 'dist/x.js', undefined],
  [['*', '!dist/x.js'], 'dist', undefined],
  [['*', '!dist/x.js'], 'dist/y.js', '*'],
  [['*', '!**/x.js'], 'dist', undefined],
  [['*', '!d*/x.js'], 'dist', undefined],
  [['*', '!d*/x.js'], 'src', '*'],
  [['dist', '!dist/x.js', 'dist/x.js'], 'dist/x.js', 'dist/x.js'],
  [['!a', 'dist'], '/dist/', 'dist'],
  [['*', '!a'], '.', undefined],
  [['*', '!a'], '/', undefined],
  [['!a', 'a['], 'b', undefined],
  [['!a'], 'b', undefined],
])('%j leaves out %s by %s', (lines, source, line) => expect(_IgnorePatterns.parse(lines).findIgnoringAll(source)).toBe(line));

test('a path and a pattern that fits that path alone say the same', () => {
  const paths = fc.array(fc.constantFrom('a', 'b', 'ab'), { minLength: 1, maxLength: 3 }).map(names => names.join('/'));
  const line = fc.record({ isException: fc.boolean(), path: paths, isGlob: fc.boolean() });
  fc.assert(fc.property(fc.array(line, { maxLength: 6 }), paths, fc.boolean(), (lines, path, isClosed) => {
    const written = (asGlobs: boolean) => _IgnorePatterns.parse([
      ...isClosed ? ['*'] : [],
      ...lines.map(each => `${each.isException ? '!' : ''}${asGlobs || each.isGlob ? each.path.replace(/[ab]/g, '[$&]') : each.path}`),
    ]);
    const [plain, globs] = [false, true].map(written);
    const said = (patterns: _IgnorePatterns) => [
      patterns.findIgnoring(path) === undefined, patterns.findIgnoringAll(path) === undefined,
      patterns.hasExceptionBelow(path), patterns.hasMatch(path),
      patterns.isIgnored(patterns.findLastMatch(path)),
    ];
    expect(said(plain)).toEqual(said(globs));
  }));
});
