import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ChangedPaths } from '../../../src/cli/affected/changed-paths';
import { ContextFilter } from '../../../src/cli/affected/context-filter';
import { _IgnorePatterns } from '../../../src/dockerfile';

const changed = (...paths: string[]) => ChangedPaths.of(paths.map(path => ({ path, isSpecial: false })));

test.each<[string, string | undefined, boolean, string[]]>([
  ['no file', undefined, true, ['a', 'b/c', 'b/d/e', 'b0']],
  ['an empty file', '', true, ['a', 'b/c', 'b/d/e', 'b0']],
  ['a list that lets nothing in', '*\n', false, []],
  ['a list that lets in paths', '# x\r\n*\r\n!b\r\n', false, ['b/c', 'b/d/e']],
  ['and leaves something out of them', '*\n!b\n**/d\n', false, ['b/c']],
  ['and lets in what is below again', '*\n!b\nb/d\n!b/d/e\n', false, ['b/c', 'b/d/e']],
  ['a list with a wildcard', '*\n!b/*\n', true, ['b/c', 'b/d/e']],
  ['a list with an escaped character', '*\n!\\b\n', true, []],
  ['a path with a slash at both ends', '*\n!/b/\n', false, ['b/c', 'b/d/e']],
  ['the root', '*\n!.\n', true, []],
  ['a list that excludes files', 'b\n', true, ['a', 'b0']],
])('%s', (_, text, isOpen, found) => {
  const filter = ContextFilter.parse(text);
  expect([filter.isOpen, filter.listMatches(changed('a', 'b/c', 'b/d/e', 'b0'), 9)]).toEqual([isOpen, found]);
});

describe('a link or submodule', () => {
  test('counts for what is let in below it', () => {
    const changes = ChangedPaths.of(['a', 'b'].map(path => ({ path, isSpecial: true })));
    expect(ContextFilter.parse('*\n!b/c/d\n').listMatches(changes, 9)).toEqual(['b']);
    expect(ContextFilter.parse('*\n!b/*/d\n').listMatches(changes, 9)).toEqual(['b']);
  });
});

test('the files that are looked at are all that the patterns let in', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'a-', 'a0', 'ä');
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map(names => names.join('/'));
  const line = fc.oneof(path.map(each => `!${each}`), path, path.map(each => `**/${each}`));
  fc.assert(fc.property(fc.array(line, { maxLength: 5 }), fc.uniqueArray(path, { maxLength: 20 }), (lines, paths) => {
    const patterns = _IgnorePatterns.parse(['*', ...lines]);
    const expected = paths.filter(each => patterns.findIgnoring(each) === undefined).sort();
    expect(ContextFilter.parse(['*', ...lines].join('\n')).listMatches(changed(...paths), Infinity).sort()).toEqual(expected);
  }));
});
