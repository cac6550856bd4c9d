import { describe, expect, test } from 'vitest';
import { IgnorePatterns } from '../../../src/dockerfile/lint/language/ignore-patterns';

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
])('%s leaves out %s: %s', (pattern, path, left) => expect(IgnorePatterns.parse([pattern]).excludes(path)).toBe(left));

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
])('%j leaves out %s by %s', (lines, source, line) => expect(IgnorePatterns.parse(lines).excluderOf(source)).toBe(line));

describe('a file', () => {
  test('with an exception decides nothing', () => expect(IgnorePatterns.parse(['*', '! a']).exception).toBe('!a'));
  test('may have a byte order mark', () => expect(IgnorePatterns.parse(['\ufeffa']).excludes('a')).toBe(true));
  test('of comments is empty', () => expect(IgnorePatterns.parse(['# a', '']).isEmpty).toBe(true));
});
