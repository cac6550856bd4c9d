import { describe, expect, test } from 'vitest';
import { Origin } from '../../src/core';
import { RootfsEntry, _RootfsDraft } from '../../src/rootfs';

const BY = Origin._now('here');
const file = (path: string) => RootfsEntry.file(path);
const link = (path: string, target: string) => RootfsEntry.symlink(path, target);

/** A file system with these entries; nothing else is in it, unless directories are named of which nobody knows. */
function rootfs(entries: RootfsEntry[], unknown: string[] = []) {
  const draft = _RootfsDraft.empty(BY);
  for (const entry of entries) draft.declare(entry, BY);
  for (const path of unknown) draft.obscure(path);
  return draft.freeze();
}

/** What a look-up gives: the path of what was found, or why nothing was. */
function found(lookup: ReturnType<ReturnType<typeof rootfs>['lookup']>): string {
  if (lookup.placed !== undefined) return `${lookup.placed.entry.path}${lookup.placed.isCertain ? '' : ', perhaps'}`;
  return lookup.isMissing ? `missing at ${lookup.path}` : 'unknown';
}

describe('looking a path up', () => {
  const linked = rootfs([
    file('/bin/busybox'), link('/bin/sh', '/bin/busybox'), link('/bin/relative', 'busybox'), link('/bin/up', '../bin/sh'),
    link('/sbin', 'bin'), link('/loop/a', 'b'), link('/loop/b', 'a'), link('/lost', '/nowhere/else'), link('/root', '/'),
  ]);
  test.each([
    ['/', '/'],
    ['/bin/sh', '/bin/busybox'],
    ['/bin/relative', '/bin/busybox'],
    ['/bin/up', '/bin/busybox'],
    ['/sbin/sh', '/bin/busybox'],
    ['/root/root/sbin/sh', '/bin/busybox'],
    ['/bin/../bin/./sh', '/bin/busybox'],
    ['/loop/a', 'missing at /loop/a'],
    ['/lost', 'missing at /nowhere'],
    ['/bin/none', 'missing at /bin/none'],
    ['/none/..', 'missing at /none'],
    ['/bin/busybox/..', 'missing at /bin/busybox'],
  ])('%s gives: %s', (path, expected) => {
    expect(found(linked.lookup(path))).toBe(expected);
  });

  const half = rootfs([file('/etc/passwd'), link('/etc/mine', '/missing'), link('/mtab', '/etc/passwd'), file('/etc/conf/a')], ['/etc']);
  test.each([
    ['/etc/shadow', 'unknown'],
    ['/etc/passwd', '/etc/passwd, perhaps'],
    ['/mtab', '/etc/passwd, perhaps'],
    ['/etc/mine', 'unknown'],
    ['/etc/none/..', 'unknown'],
    ['/etc/conf/../passwd', '/etc/passwd, perhaps'],
    ['/etc/../mtab', '/etc/passwd, perhaps'],
    ['/etc/..', '/, perhaps'],
    ['/usr', 'missing at /usr'],
  ])('%s, where nobody knows what is in /etc, gives: %s', (path, expected) => {
    expect(found(half.lookup(path))).toBe(expected);
  });

  test.each([
    ['/none/..', '/'], ['/none/of/../../bin/sh', '/bin/busybox'], ['/bin/busybox/../sh', '/bin/busybox'], ['/lost/../../sbin/sh', '/bin/busybox'],
    ['/none/../none', 'missing at /none'], ['/bin/busybox/sh', 'missing at /bin/busybox'], ['/bin/busybox/./sh', 'missing at /bin/busybox'],
  ])('as BuildKit does, %s gives: %s', (path, expected) => expect(found(linked._lookupSource(path))).toBe(expected));

  test('as BuildKit does, what nobody knows may be a link', () => expect(found(half._lookupSource('/etc/none/..'))).toBe('unknown'));

  test('finds what was put below a directory of which nobody knows', () => {
    const draft = _RootfsDraft.onBase(undefined, BY);
    draft.put(file('/app'), BY, '/app', '/opt/bin/app', { by: BY });
    expect([found(draft.freeze().lookup('/opt/bin/app')), found(draft.freeze().lookup('/opt/bin'))]).toEqual(['/opt/bin/app', 'unknown']);
  });
});

describe('a command', () => {
  const programs = rootfs([file('/usr/bin/app'), file('/bin/app'), file('/opt/tool')]);
  test.each([
    ['app', '/usr/bin:/bin', '/usr/bin/app'],
    ['app', '/none:/bin', '/bin/app'],
    ['/opt/tool', '/bin', '/opt/tool'],
    ['tool', '/usr/bin:/bin', 'missing at tool'],
    ['app', '', 'missing at app'],
  ])('%s with PATH=%s is: %s', (name, path, expected) => {
    expect(found(programs.command(name, path))).toBe(expected);
  });

  test('that a directory of which nobody knows may have is unknown', () => {
    expect(found(rootfs([], ['/usr']).command('app', '/bin:/usr/bin'))).toBe('unknown');
  });
});

test('entries are sorted, and whether all is known is known', () => {
  expect(rootfs([file('/b/c'), file('/a')]).entries.map(({ entry }) => entry.path)).toEqual(['/', '/a', '/b', '/b/c']);
  expect([rootfs([]).isComplete, rootfs([], ['/etc']).isComplete]).toEqual([true, false]);
});
