import { chmodSync, lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { replaceFiles } from '../../src/cli/replace-files';
import { temporaryFolder } from '../support/temporary';

let folder: string;
beforeEach(() => { folder = temporaryFolder(); });
const path = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(path(name), 'utf8');

test('files are replaced, created and removed, and modes and links stay', () => {
  writeFileSync(path('a'), 'old');
  chmodSync(path('a'), 0o640);
  writeFileSync(path('target'), 'old');
  symlinkSync('target', path('link'));
  writeFileSync(path('gone'), 'old');
  replaceFiles([
    { path: path('a'), before: 'old', after: 'new' },
    { path: path('link'), before: 'old', after: 'new' },
    { path: path('b/c'), after: 'new' },
    { path: path('gone'), before: 'old' },
  ]);
  expect([read('a'), read('target'), read('b/c'), readlinkSync(path('link'))]).toEqual(['new', 'new', 'new', 'target']);
  // eslint-disable-next-line no-bitwise -- modes are bits
  expect(statSync(path('a')).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder).sort()).toEqual(['a', 'b', 'link', 'target']);
});

test('no file is changed if one has changed since it was read', () => {
  writeFileSync(path('a'), 'old');
  writeFileSync(path('b'), 'other');
  expect(() => replaceFiles([{ path: path('a'), before: 'old', after: 'new' }, { path: path('b'), before: 'old', after: 'new' }]))
    .toThrow(`${path('b')} was not written: another program has changed it in the meantime. No file was changed. Run the command again.`);
  expect([read('a'), read('b'), readdirSync(folder).sort()]).toEqual(['old', 'other', ['a', 'b']]);
});

test('no file is changed if another program has created one', () => {
  writeFileSync(path('a'), 'theirs');
  expect(() => replaceFiles([{ path: path('a'), after: 'new' }])).toThrow('another program has changed it');
  expect(read('a')).toBe('theirs');
});

test('no file is changed if there is no place for one', () => {
  writeFileSync(path('a'), 'old');
  writeFileSync(path('file'), '');
  mkdirSync(path('directory'));
  const replace = (name: string) => () => replaceFiles([{ path: path('a'), before: 'old', after: 'new' }, { path: path(name), after: 'new' }]);
  expect(replace('file/b')).toThrow(/file\/b cannot be written: .*\. No file was changed\.$/);
  expect(replace('directory')).toThrow(`${path('directory')} cannot be written: something else is in its place. No file was changed.`);
  expect([read('a'), readdirSync(folder).sort(), lstatSync(path('directory')).isDirectory()]).toEqual(['old', ['a', 'directory', 'file'], true]);
});

test('a single file that has changed since it was read stays as it is, and nothing is left beside it', () => {
  writeFileSync(path('a'), 'changed');
  expect(() => replaceFiles([{ path: path('a'), before: 'read', after: 'fixed' }]))
    .toThrow(`${path('a')} was not written: another program has changed it in the meantime. Run the command again.`);
  expect([read('a'), readdirSync(folder)]).toEqual(['changed', ['a']]);
});

test('a file that is gone is not created', () => {
  expect(() => replaceFiles([{ path: path('a'), before: 'read', after: 'fixed' }])).toThrow(`${path('a')} cannot be written: the file no longer exists. It is unchanged.`);
});

test('a link that leads nowhere is not replaced', () => {
  symlinkSync('none', path('a'));
  expect(() => replaceFiles([{ path: path('a'), before: 'read', after: 'fixed' }])).toThrow('the file no longer exists');
  expect(() => replaceFiles([{ path: path('a'), after: 'fixed' }])).toThrow('something else is in its place');
});
