import { describe, expect, test } from 'vitest';
import { Origin } from '../../src/core';
import { Rootfs, RootfsEntry, _CopyOptions, _RootfsDraft } from '../../src/rootfs';

const BY = Origin._now('here');
const file = (path: string, mode = '0644', owner = '0:0') => RootfsEntry.file(path, { mode, owner });
const directory = (path: string, mode = '0755', owner = '0:0') => RootfsEntry.directory(path, { mode, owner });
const link = (path: string, target: string) => RootfsEntry.symlink(path, target);

function holding(...entries: RootfsEntry[]): _RootfsDraft {
  const draft = _RootfsDraft.empty(BY);
  for (const entry of entries) draft.declare(entry, BY);
  return draft;
}

/** One line for each entry: path, mode, owner where it is not root, target, and a question mark where it is not certain. */
function shown(rootfs: Rootfs): string[] {
  return rootfs.entries.filter(({ entry }) => entry.path !== '/').map(({ entry: { path, kind, mode, owner, target }, isCertain }) => [
    `${path}${kind === 'directory' ? '/' : ''}`,
    ...(target === undefined ? [mode ?? '?'] : ['->', target]),
    ...(owner === '0:0' ? [] : [owner ?? '?']),
    ...(isCertain ? [] : ['perhaps']),
  ].join(' '));
}

function copied(source: RootfsEntry[], from: string, there: RootfsEntry[], to: string, options: Partial<_CopyOptions> = {}) {
  const draft = holding(...there);
  draft.copy(holding(...source).freeze(), from, to, { by: BY, ...options });
  return { files: shown(draft.freeze()), conflicts: draft.conflicts.map(({ path, first, second, outcome }) => `${path}: ${first.entry.kind}, ${second.entry.kind}, ${outcome}`) };
}

const TREE = [directory('/t', '0700', '5:5'), directory('/t/d', '2750', '5:7'), file('/t/d/f', '0600', '5:7'), link('/t/l', 'd/f'), link('/l', '/t/d')];

// Each of these is what BuildKit 0.34 does: e2e/rootfs-oracle.ts builds thousands of such copies.
describe('a copy', () => {
  test.each<[string, Parameters<typeof copied>, string[]]>([
    ['of a file keeps mode and owner', [[file('/f', '0600', '5:7')], '/f', [], '/a/b'], ['/a/ 0755', '/a/b 0600 5:7']],
    ['into a directory keeps the name', [[file('/f')], '/f', [directory('/a', '0700')], '/a'], ['/a/ 0700', '/a/f 0644']],
    ['to a path with a slash makes a directory', [[file('/f')], '/f', [], '/a/'], ['/a/ 0755', '/a/f 0644']],
    ['of a link takes what it leads to, under the name of the link', [TREE, '/t/l', [], '/a/'], ['/a/ 0755', '/a/l 0600 5:7']],
    ['of a directory takes what is in it, not the directory', [TREE, '/t', [], '/a'], ['/a/ 0755', '/a/d/ 2750 5:7', '/a/d/f 0600 5:7', '/a/l -> d/f']],
    ['of a link to a directory takes what is in that', [TREE, '/l', [], '/'], ['/f 0600 5:7']],
    ['of all takes all', [[file('/f'), directory('/e', '0500')], '/', [], '/a'], ['/a/ 0755', '/a/e/ 0500', '/a/f 0644']],
    ['leaves a directory as it is, and changes those below it', [
      TREE, '/t', [directory('/a', '0711'), directory('/a/d', '0711')], '/a',
    ], ['/a/ 0711', '/a/d/ 2750 5:7', '/a/d/f 0600 5:7', '/a/l -> d/f']],
    ['follows links in its destination', [[file('/f')], '/f', [directory('/a'), link('/b', 'a')], '/b/c'], ['/a/ 0755', '/a/c 0644', '/b -> a']],
    ['follows a link that leads nowhere', [[file('/f')], '/f', [link('/b', '/x/y')], '/b'], ['/b -> /x/y', '/x/ 0755', '/x/y 0644']],
    ['replaces a link in a directory', [[file('/f')], '/f', [link('/a/f', '/x')], '/a/'], ['/a/ 0755', '/a/f 0644']],
    ['gives its mode to files, and to the directories that it makes without the special bits', [
      [file('/f')], '/f', [], '/a/b', { mode: '4711' },
    ], ['/a/ 0711', '/a/b 4711']],
    ['gives a mode in words to files and directories of the source alone', [TREE, '/t', [], '/a', { mode: 'go=u' }], ['/a/ 0755', '/a/d/ 2777 5:7', '/a/d/f 0666 5:7', '/a/l -> d/f']],
    ['gives its owner to all that it makes', [TREE, '/t', [], '/a', { owner: '9:9' }], [
      '/a/ 0755 9:9', '/a/d/ 2750 9:9', '/a/d/f 0600 9:9', '/a/l -> d/f 9:9',
    ]],
  ])('%s', (_, args, files) => {
    expect(copied(...args)).toMatchObject({ files, conflicts: expect.not.arrayContaining([expect.stringContaining('fails')]) });
  });

  test.each<[string, Parameters<typeof copied>, string[]]>([
    ['a directory over a file', [TREE, '/t', [file('/a')], '/a'], ['/a: file, directory, fails']],
    ['a directory below over a file', [TREE, '/t', [file('/a/d')], '/a'], ['/a/d: file, directory, fails']],
    ['a directory over a link to a directory', [TREE, '/t', [directory('/x'), link('/a/d', '/x')], '/a'], ['/a/d: symlink, directory, fails']],
    ['a file over a directory', [[file('/f')], '/f', [directory('/a/f')], '/a/'], ['/a/f: directory, file, fails']],
    ['a file below a file', [[file('/f')], '/f', [file('/a')], '/a/b/c'], ['/a: file, directory, fails']],
    ['a file into a file', [[file('/f')], '/f', [file('/a')], '/a/'], ['/a: file, directory, fails']],
    ['through a link in a loop', [[file('/f')], '/f', [link('/a', 'b'), link('/b', 'a')], '/a/c'], ['/a: symlink, directory, fails']],
  ])('%s fails', (_, args, conflicts) => {
    expect(copied(...args).conflicts).toEqual(conflicts);
  });

  test('of a file over a file replaces it, and says so', () => {
    expect(copied([file('/f', '0600')], '/f', [file('/a')], '/a')).toEqual({ files: ['/a 0600'], conflicts: ['/a: file, file, replaces'] });
  });
});

describe('a layer of its own', () => {
  function covered(there: RootfsEntry[], to: string) {
    const draft = holding(...there);
    const layer = _RootfsDraft.empty(BY);
    layer.copy(holding(file('/f', '0600')).freeze(), '/f', to, { by: BY });
    draft.addLayer(layer);
    return { files: shown(draft.freeze()), conflicts: draft.conflicts.map(({ path, outcome }) => `${path} ${outcome}`) };
  }

  test('gives directories the mode of new ones', () => {
    expect(covered([directory('/tmp', '1777'), file('/tmp/x')], '/tmp/')).toEqual({ files: ['/tmp/ 0755', '/tmp/f 0600', '/tmp/x 0644'], conflicts: [] });
  });

  test('follows no link, and puts a directory in its place', () => {
    expect(covered([directory('/usr/bin'), link('/bin', 'usr/bin')], '/bin/')).toEqual({
      files: ['/bin/ 0755', '/bin/f 0600', '/usr/ 0755', '/usr/bin/ 0755'], conflicts: ['/bin replaces'],
    });
  });

  test('takes the place of a whole directory', () => {
    expect(covered([file('/a/b/c')], '/a/b')).toEqual({ files: ['/a/ 0755', '/a/b 0600'], conflicts: ['/a/b replaces'] });
  });
});

describe('where nobody knows what is there', () => {
  test('what is copied is known, the directories above it are not', () => {
    const draft = _RootfsDraft.onBase(undefined, BY);
    draft.copy(holding(file('/f')).freeze(), '/f', '/a/b/', { by: BY });
    expect([shown(draft.freeze()), draft.freeze().isComplete]).toEqual([['/a/b/f 0644'], false]);
  });

  test('what something was put into is a directory', () => {
    const draft = _RootfsDraft.onBase(undefined, BY);
    draft.copy(holding(file('/f')).freeze(), '/f', '/a/', { by: BY });
    draft.copy(holding(file('/g')).freeze(), '/g', '/a', { by: BY });
    draft.copyUnknown('/b/', { by: BY });
    draft.copy(holding(file('/g')).freeze(), '/g', '/b', { by: BY });
    expect(shown(draft.freeze())).toEqual(['/a/f 0644', '/a/g 0644', '/b/ ? ? perhaps', '/b/g 0644 perhaps']);
  });

  test('a layer of its own leaves nothing of a directory whose place it takes', () => {
    const draft = _RootfsDraft.onBase(undefined, BY);
    draft.copy(holding(file('/f')).freeze(), '/f', '/a/', { by: BY });
    const layer = _RootfsDraft.empty(BY);
    layer.copy(holding(file('/g')).freeze(), '/g', '/a', { by: BY });
    draft.addLayer(layer);
    expect(shown(draft.freeze())).toEqual(['/a 0644']);
  });

  test('what was there before is uncertain', () => {
    const draft = holding(file('/a/f'), file('/b/f'));
    draft.obscure('/a');
    expect(shown(draft.freeze())).toEqual(['/a/ 0755 perhaps', '/a/f 0644 perhaps', '/b/ 0755', '/b/f 0644']);
  });

  test('it may be that a copy fails, which is not said', () => {
    const draft = holding(file('/a'));
    draft.obscure('/a');
    draft.copy(holding(...TREE).freeze(), '/t/d', '/a', { by: BY });
    expect(draft.conflicts).toEqual([]);
  });

  test('what is copied from there is as uncertain as it was', () => {
    const source = _RootfsDraft.onBase(undefined, BY);
    source.declare(file('/t/d/f'), BY);
    source.declare(directory('/u'), BY);
    source.declare(file('/u/f'), BY);
    const draft = _RootfsDraft.empty(BY);
    draft.copy(source.freeze(), '/u', '/a', { by: BY });
    draft.copy(source.freeze(), '/t/d/f', '/b', { by: BY });
    expect(shown(draft.freeze())).toEqual(['/a/ 0755', '/a/f 0644', '/b 0644']);
    expect(draft.freeze().lookup('/a/other').isUnknown).toBe(true);
  });

  test('what arrives makes the directories above it', () => {
    const draft = holding(file('/a/x'));
    draft.copyUnknown('/a/b/c', { by: BY });
    expect(shown(draft.freeze())).toEqual(['/a/ 0755', '/a/b/ 0755', '/a/x 0644']);
    expect([draft.freeze().lookup('/a/b/c').isUnknown, draft.freeze().lookup('/a/b/d').isMissing]).toEqual([true, true]);
  });

  test('all can be said of a directory', () => {
    const draft = _RootfsDraft.onBase(undefined, BY);
    draft.markComplete('/out', BY);
    draft.declare(file('/out/app'), BY);
    expect([draft.freeze().lookup('/out/app').isMissing, draft.freeze().lookup('/out/other').isMissing, draft.freeze().lookup('/usr').isMissing]).toEqual([false, true, false]);
    const copy = _RootfsDraft.empty(BY);
    copy.copy(draft.freeze(), '/out', '/', { by: BY });
    expect([shown(copy.freeze()), copy.freeze().isComplete]).toEqual([['/app 0644'], true]);
  });
});

test('a working directory is made through links, and is a directory also where nobody knows more', () => {
  const draft = holding(link('/w', '/x/y'));
  draft.makeWorkingDirectory('/w/z', { by: BY, owner: '5:5' });
  expect(shown(draft.freeze())).toEqual(['/w -> /x/y', '/x/ 0755 5:5', '/x/y/ 0755 5:5', '/x/y/z/ 0755 5:5']);
  const unknown = _RootfsDraft.onBase(undefined, BY);
  unknown.makeWorkingDirectory('/app', { by: BY, owner: '5:5' });
  unknown.put(file('/f'), BY, '/f', '/app', { by: BY });
  expect(shown(unknown.freeze())).toEqual(['/app/ ? ?', '/app/f 0644']);
});

test('a directory in one with the set-group-ID bit has it too, and its group', () => {
  const draft = holding(directory('/a', '2750', '5:7'));
  draft.makeWorkingDirectory('/a/b', { by: BY });
  draft.copy(holding(file('/f')).freeze(), '/f', '/a/c/', { by: BY, owner: '9:9', mode: '0711' });
  expect(shown(draft.freeze())).toEqual(['/a/ 2750 5:7', '/a/b/ 2755 0:7', '/a/c/ 2711 9:9', '/a/c/f 0711 9:9']);
});

test('what a command makes is at the end of links', () => {
  const draft = holding(directory('/usr/bin'), link('/bin', 'usr/bin'));
  draft.make(file('/bin/app'), BY);
  expect(shown(draft.freeze())).toEqual(['/bin -> usr/bin', '/usr/ 0755', '/usr/bin/ 0755', '/usr/bin/app 0644']);
});

test('a stage that continues another one leaves it as it was', () => {
  const below = holding(file('/a')).freeze();
  _RootfsDraft.after(below).declare(file('/b'), BY);
  expect(shown(below)).toEqual(['/a 0644']);
});
