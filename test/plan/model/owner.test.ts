import { expect, test } from 'vitest';
import { Origin } from '../../../src/core';
import { _resolveOwner } from '../../../src/plan/model/owner';
import { RootfsEntry, _RootfsDraft } from '../../../src/rootfs';

const BY = Origin._now('here');

/** With these texts; whether there is more, nobody knows where `isOpen`. */
function rootfs(files: Record<string, string>, isOpen = false) {
  const draft = isOpen ? _RootfsDraft.onBase(undefined, BY) : _RootfsDraft.empty(BY);
  for (const [path, text] of Object.entries(files)) draft.declare(RootfsEntry.file(path, { text }), BY);
  return draft.freeze();
}

const PASSWD = ' app:x:7:8:::\n\napp:x:17:18:::\nodd:x:a\n# 1:2\nroot:x:3:4:::\n';
const GROUP = 'staff:x:9:\n';

test.each([
  ['5', '5:5', []], ['5:6', '5:6', []], ['5:', '5:5', []], [':6', '0:6', []], ['', '0:0', []], ['+5:007', '5:7', []],
  ['root', '0:0', []], ['root:root', '0:0', []], ['5:root', '5:0', []],
  ['app', '7:8', []], ['app:', '7:8', []], ['app:6', '7:6', []], ['app:staff', '7:9', []], ['5:staff', '5:9', []], ['odd', '0:0', []],
  ['apq', '0:0', ['user apq']], ['apq:6', '0:6', ['user apq']], ['5:apq', '5:5', ['group apq']], ['app:apq', '7:8', ['group apq']],
  ['a:b', '0:0', ['user a', 'group b']], ['5:6:7', '5:5', ['group 6:7']],
  ['-1', 'unknown', []],
])('%j is %s', (said, ids, unknown) => {
  const owner = _resolveOwner(said, rootfs({ '/etc/passwd': PASSWD, '/etc/group': GROUP }));
  expect([owner.ids, owner.unknown.map(({ kind, name }) => `${kind} ${name}`)]).toEqual([ids, unknown]);
});

test.each([['5:6', '5:6'], ['app', 'unknown'], ['5:staff', 'unknown'], ['app:6', 'unknown']])('%s in a stage that nobody has looked into is %s', (said, ids) => {
  const { ids: found, unknown } = _resolveOwner(said, rootfs({}, true));
  expect(found).toBe(ids);
  expect(unknown.map(({ isUnsure }) => isUnsure)).toEqual(ids === 'unknown' ? [true] : []);
});

test('without the files every name is unknown', () => {
  expect(_resolveOwner('app:staff', rootfs({})).unknown).toHaveLength(2);
});
