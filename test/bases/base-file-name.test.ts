import { expect, test } from 'vitest';
import { _nameBaseFile, _readBaseFileName } from '../../src/bases';
import { Platform } from '../../src/core';

test('a base file is named after its key and its platform', () => {
  expect(_nameBaseFile('python', Platform.LINUX_ARM_V7)).toBe('bases/python.linux-arm-v7.txt');
});

test.each(Platform.names())('the name of a file for %s can be read', name => {
  const platform = Platform.parse(name);
  const file = _nameBaseFile('my-base_2', platform).replace('bases/', '');
  expect(_readBaseFileName(file)).toEqual({ key: 'my-base_2', platform });
});

test.each(['README.md', 'python.txt', 'python.linux-armv7.txt', 'python.linux-amd64.txt.orig', '.linux-amd64.txt', 'a.b.linux-amd64.txt'])('%s is no base file', file => {
  expect(_readBaseFileName(file)).toBeUndefined();
});

test.each(['', '..', 'a/b', 'a.b', 'a b', 'é', 'a\nb'])('the key %j is refused', key => {
  expect(() => _nameBaseFile(key, Platform.LINUX_AMD64)).toThrow(/^bases\/file-name\n/);
});

test('a key that makes a name too long is refused', () => {
  expect(() => _nameBaseFile('k'.repeat(250), Platform.LINUX_AMD64)).toThrow(/^bases\/file-name\n.* is too long for a path\./);
});
