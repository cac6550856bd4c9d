import { describe, expect, test } from 'vitest';
import { RootfsEntry, _Rootfs } from '../../src/rootfs';

const rootfs = (...entries: RootfsEntry[]) => _Rootfs.of(entries.map(entry => ({ entry, origin: 'here' })));
const file = (path: string) => RootfsEntry.file(path);
const link = (path: string, target: string) => RootfsEntry.symlink(path, target);

describe('a root file system', () => {
  test('has the directories above what is put into it', () => {
    expect(rootfs(file('/usr/local/bin/app')).entries.map(({ entry }) => entry.path)).toEqual(['/usr', '/usr/local', '/usr/local/bin', '/usr/local/bin/app']);
  });

  test('merges directories, the later mode winning', () => {
    const merged = rootfs(RootfsEntry.directory('/tmp'), RootfsEntry.directory('/tmp', { mode: '1777' }));
    expect([merged.collisions, merged.at('/tmp')!.entry.mode]).toEqual([[], '1777']);
  });

  test.each([
    { name: 'two files', entries: [file('/a'), file('/a')], path: '/a' },
    { name: 'a file and a directory', entries: [file('/a'), RootfsEntry.directory('/a')], path: '/a' },
    { name: 'a file below a file', entries: [file('/a'), file('/a/b')], path: '/a' },
    { name: 'a file below a link', entries: [link('/bin', 'usr/bin'), file('/bin/sh')], path: '/bin' },
  ])('reports $name at one path', ({ entries, path }) => {
    expect(rootfs(...entries).collisions.map(collision => collision.path)).toEqual([path]);
  });
});

describe('looking a path up', () => {
  const linked = rootfs(
    file('/bin/busybox'), link('/bin/sh', '/bin/busybox'), link('/bin/relative', 'busybox'), link('/bin/up', '../bin/sh'),
    link('/sbin', 'bin'), link('/loop/a', 'b'), link('/loop/b', 'a'), link('/lost', '/nowhere'),
  );
  test.each([
    { path: '/bin/sh', found: '/bin/busybox' },
    { path: '/bin/relative', found: '/bin/busybox' },
    { path: '/bin/up', found: '/bin/busybox' },
    { path: '/sbin/sh', found: '/bin/busybox' },
    { path: '/bin/../bin/./sh', found: '/bin/busybox' },
    { path: '/loop/a', found: undefined },
    { path: '/lost', found: undefined },
    { path: '/bin/none', found: undefined },
  ])('$path finds $found', ({ path, found }) => {
    expect(linked.lookup(path)?.entry.path).toBe(found);
  });
});
