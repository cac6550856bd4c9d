import { expect, test } from 'vitest';
import { _checkRepositoryPath, _checkWrittenPath, _findFilePathProblem } from '../../src/core';

test.each([
  { path: 'images/app', same: 'images/app' },
  { path: './a//b/', same: 'a/b' },
  { path: '.', same: '.' },
  { path: './', same: '.' },
  { path: 'my images/é/日本 [1]', same: 'my images/é/日本 [1]' },
  { path: '..a/b..', same: '..a/b..' },
  { path: 'a${X}', same: 'a${X}' },
  { path: '.github', same: '.github' },
])('$path is $same', ({ path, same }) => {
  expect(_checkRepositoryPath(path)).toBe(same);
  expect(_checkWrittenPath(path, 'image/directory')).toBe(same);
});

test.each([
  ['', 'is not a path below the root'], [' ', 'is not a path below the root'], ['/abs', 'is not a path below the root'],
  ['..', 'is not a path below the root'], ['a/../../b', 'is not a path below the root'], ['./..', 'is not a path below the root'],
  ['C:/x', 'is not a path below the root'], ['images\\app', 'contains a backslash'], ['a\nb', 'contains a line break'], ['a\0', 'contains a line break'],
  ['a\u202eb', 'contains an invisible character'], ['x'.repeat(256), 'is too long'], ['é'.repeat(128), 'is too long'], ['x/'.repeat(600), 'is too long'],
])('%j is refused', (path, what) => {
  expect(() => _checkRepositoryPath(path)).toThrow(what);
  expect(() => _checkWrittenPath(path, 'image/directory')).toThrow(what);
});

test.each(['.git', '.git/hooks', 'sub/.GIT/x', '.git./x', '.git /x', 'GIT~1/x', '.git::$INDEX_ALLOCATION/x'])('nothing is written into %s', path => {
  expect(_checkRepositoryPath(path)).toBe(path);
  expect(() => _checkWrittenPath(path, 'image/directory')).toThrow(`image/directory
  "${path}" is inside the directory .git.
  Why: Files written there change the repository, and none of them is committed.
  Fix: Choose another directory, e.g. "images/app".`);
});

test('a Windows path says what to write', () => {
  expect(() => _checkRepositoryPath('sub\\service')).toThrow(`image/local-path
  "sub\\\\service" contains a backslash.
  Why: Build contexts and repositories use "/" on every system; a backslash would be part of the name.
  Fix: Use forward slashes, even on Windows: "images/app".`);
});

test.each([
  ['deploy/', 'is the path of a directory'], ['deploy/.', 'is the path of a directory'], ['.', 'is the path of a directory'],
  ['./app.yml', 'contains "." or a doubled slash'], ['deploy//app.yml', 'contains "." or a doubled slash'],
  ['../app.yml', 'is not a path below the root of the project'], ['.git/config', 'is inside the directory .git'],
])('%j is no path of a file', (path, what) => {
  expect(_findFilePathProblem(path, 'project/path')).toMatchObject({ id: 'project/path', what: `"${path}" ${what}.` });
});

test.each(['app.yml', 'deploy/.env', '.github/workflows/build.yml', 'a/...'])('%j is a path of a file', path => {
  expect(_findFilePathProblem(path, 'project/path')).toBeUndefined();
});
