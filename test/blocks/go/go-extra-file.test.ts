import { expect, test } from 'vitest';
import { _placeExtraFiles } from '../../../src/blocks/go/go-extra-file';

const place = (packagePath: string, fileName: string) => [..._placeExtraFiles([{ packagePath, fileName, content: 'package x\n' }]).keys()][0];

test.each([
  ['.', 'a.go', 'a.go'],
  ['./', 'zz_generated.a-b.go', 'zz_generated.a-b.go'],
  ['./internal/x', 'asm_amd64.s', 'internal/x/asm_amd64.s'],
  ['cmd/c++/', 'x.h', 'cmd/c++/x.h'],
  ['./ui', 'index.html', 'ui/index.html'],
  ['.', 'größe.go', 'größe.go'],
])('a file in %s called %s', (packagePath, fileName, expected) => expect(place(packagePath, fileName)).toBe(expected));

test.each([
  '', '.', '..', '../x.go', '../../out/usr/bin/hello', 'a/b.go', 'a\\b.go', 'a$(id)b.go', 'a`id`.go', 'a"b.go', 'a b.go', 'a\nb.go', 'a\0.go', '-x.go', '~x.go',
  'x\u202eog.go', 'x\u3164.go', '_x.go', '.x.go', 'x_test.go', 'x.c', 'x.cpp', 'x.S',
])('%j is no name of an extra file', fileName => expect(() => place('.', fileName)).toThrow(/^go\/extra-file\n/));

test.each(['', '/', '/x', '..', '../x', 'a/../b', './..', 'a//b', './...', './cmd/...', 'a b', 'a$(id)', 'a"', 'a\n'])('%j is no package', packagePath => {
  expect(() => place(packagePath, 'x.go')).toThrow(/^go\/package-path\n/);
});

test('two files at one place are refused', () => {
  const file = { packagePath: './a', fileName: 'x.go', content: 'package a\n' };
  expect(() => _placeExtraFiles([file, { ...file, packagePath: 'a/' }])).toThrow('There are two extra files for a/x.go.');
});
