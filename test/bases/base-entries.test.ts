import { describe, expect, test } from 'vitest';
import { FACTS } from './support/facts';
import { _listBaseEntries } from '../../src/bases';
import { Origin } from '../../src/core';
import { EntryKind, ExecutableFormat, _RootfsDraft } from '../../src/rootfs';

const ENTRIES = _listBaseEntries(FACTS);

test('a base has an entry for each file whose path an entry can have', () => {
  expect([...ENTRIES.keys()]).toEqual([...FACTS.files.keys()].filter(path => !path.includes('\n')));
  expect(ENTRIES.size).toBe(FACTS.files.size - 1);
});

test('the entries of a base are made once', () => {
  expect(_listBaseEntries(FACTS)).toBe(ENTRIES);
  expect(ENTRIES.get('/usr')).toBe(ENTRIES.get('/usr'));
});

describe('an entry of a base', () => {
  test('has the mode and owner of the file', () => {
    expect(ENTRIES.get('/tmp')).toMatchObject({ kind: EntryKind.DIRECTORY, path: '/tmp', mode: '1777', owner: '0:0' });
  });

  test('has the target of a link', () => {
    expect(ENTRIES.get('/bin')).toMatchObject({ kind: EntryKind.SYMLINK, mode: '0777', target: 'usr/bin' });
  });

  test('has the facts about a program', () => {
    const { executable, isExecutable } = ENTRIES.get('/usr/bin/caddy')!;
    expect(isExecutable).toBe(true);
    expect(executable).toEqual({ format: ExecutableFormat.ELF, libraries: [], writtenInGo: true, alignment: 65_536 });
    expect(ENTRIES.get('/usr/bin/bash')!.executable).toMatchObject({ interpreter: '/lib64/ld-linux-x86-64.so.2', libraries: ['libtinfo.so.6', 'libc.so.6'] });
  });

  test('has an estimated size', () => {
    const { size } = ENTRIES.get('/usr/bin/bash')!;
    expect([size!.size.inBytes, size!.isEstimate]).toEqual([2 ** 21, true]);
  });

  test('has the text of a script that is kept', () => {
    const { text, executable } = ENTRIES.get('/entrypoint.sh')!;
    expect(text).toBe(FACTS.texts.get('/entrypoint.sh'));
    expect(executable).toEqual({ format: ExecutableFormat.SCRIPT, interpreter: '/bin/sh' });
  });

  test('has the first line of a script that is no shell script', () => {
    expect(ENTRIES.get('/usr/bin/pip')!.text).toBe('#!/usr/bin/env -S python3  -I');
  });

  test('has no text of another shell script, because a script of one line would do nothing', () => {
    expect(_listBaseEntries({ ...FACTS, texts: new Map() }).get('/entrypoint.sh')!.text).toBeUndefined();
  });

  test('is a file where there is a device', () => {
    expect(ENTRIES.get('/dev/sda')).toMatchObject({ kind: EntryKind.FILE, mode: '0660', owner: '0:6', size: undefined });
  });

  test('has no owner if the image has none', () => {
    expect(ENTRIES.get('/usr/odd')!.owner).toBeUndefined();
  });
});

test('the root file system of a base is complete, and follows its links', () => {
  const rootfs = _RootfsDraft.onBase({ present: _listBaseEntries(FACTS), isList: true }, Origin._now('Image/Stage')).freeze();
  expect(rootfs.isComplete).toBe(true);
  expect(rootfs.lookup('/bin/bash').path).toBe('/usr/bin/bash');
  expect(rootfs.lookup('/bin/zsh').isMissing).toBe(true);
  expect(rootfs.command('caddy', '/bin').placed?.by.construct).toBe('Image/Stage');
});
