import { readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { replaceFile } from '../../src/cli/replace-file';
import { temporaryFolder } from '../support/temporary';

test('a file that has changed since it was read stays as it is, and nothing is left beside it', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'a');
  writeFileSync(path, 'changed');
  expect(() => replaceFile(path, 'read', 'fixed')).toThrow(`${path} was not written: another program has changed it in the meantime. Run the command again.`);
  expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['changed', ['a']]);
});

test('a file that is gone is not created', () => {
  const path = join(temporaryFolder(), 'a');
  expect(() => replaceFile(path, 'read', 'fixed')).toThrow(`${path} cannot be written: the file no longer exists. It is unchanged.`);
});

test('a link that leads nowhere is not replaced', () => {
  const path = join(temporaryFolder(), 'a');
  symlinkSync('none', path);
  expect(() => replaceFile(path, 'read', 'fixed')).toThrow('the file no longer exists');
});
