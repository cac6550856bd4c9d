import type { StageModel } from '../../plan';
import { EntryKind, PlacedEntry, Rootfs, _readAccounts, _listParents } from '../../rootfs';

/**
 * The user that runs the program of an image.
 *
 * @internal
 */
export interface _Identity {
  readonly uid: number;
  readonly gid: number;
  /** Additional groups; undefined if unknown. */
  readonly groups: readonly number[] | undefined;
}

/**
 * How a program may access a file or directory.
 *
 * @internal
 */
export type _Access = 'read' | 'write' | 'execute';

/** The octal digits that allow it. */
const DIGITS: Record<_Access, string> = { read: '4567', write: '2367', execute: '1357' };

/**
 * The user that runs the program of a stage; undefined if it is not declared, or if only a base image knows the number of a name.
 * Without a group it is that of `/etc/passwd`, or 0.
 *
 * @see https://github.com/opencontainers/runc/blob/v1.1.5/libcontainer/user/user.go#L269
 * @internal
 */
export function _findIdentity(stage: StageModel): _Identity | undefined {
  const { user: written = '0:0', _isUserKnown: isKnown } = stage.config;
  const [name, group] = isKnown ? written.split(':') : [];
  if (name === undefined) return undefined;
  const row = /^\d+$/.test(name) ? 2 : 0;
  const needsFile = row === 0 || group === undefined || group === '';
  const users = needsFile ? _readAccounts(stage.rootfs, '/etc/passwd') : [];
  if (users === undefined) return undefined;
  const user = users.find(fields => fields[row] === name);
  const uid = row === 2 ? name : user?.[2];
  const gid = group ? findNumber(stage.rootfs, group) : user?.[3] ?? '0';
  if (uid === undefined || gid === undefined) return undefined;
  // With a group in USER, it has no additional groups.
  const groups = group || user === undefined ? [] : listGroups(stage.rootfs, user[0]);
  return { uid: Number(uid), gid: Number(gid), groups };
}

/**
 * Whether a file or directory certainly denies an access. Root may read and write everything, and execute what anyone may.
 *
 * @internal
 */
export function _isRefused({ uid, gid, groups }: _Identity, { entry: { mode, owner, kind }, isCertain }: PlacedEntry, access: _Access): boolean {
  if (!isCertain || mode === undefined || owner === undefined) return false;
  const [, ofOwner, ofGroup, ofOthers] = mode;
  const allows = (digit: string) => DIGITS[access].includes(digit);
  if (uid === 0) return access === 'execute' && kind !== EntryKind.DIRECTORY && ![ofOwner, ofGroup, ofOthers].some(allows);
  const [ownerId, groupId] = owner.split(':').map(Number);
  if (uid === ownerId) return !allows(ofOwner);
  if (gid === groupId || groups?.includes(groupId)) return !allows(ofGroup);
  return !allows(ofOthers) && (groups !== undefined || !allows(ofGroup));
}

/**
 * The directories above a path that certainly deny entry.
 *
 * @internal
 */
export function _listClosedDirectories(rootfs: Rootfs, path: string, who: _Identity): PlacedEntry[] {
  return _listParents(path).flatMap(directory => rootfs.lookup(directory).placed ?? []).filter(placed => _isRefused(who, placed, 'execute'));
}

/** The groups that name a user as a member; undefined if unknown. */
function listGroups(rootfs: Rootfs, user: string): number[] | undefined {
  return _readAccounts(rootfs, '/etc/group')?.filter(([,,, members = '']) => members.split(',').includes(user)).map(([,, gid]) => Number(gid));
}

function findNumber(rootfs: Rootfs, group: string): string | undefined {
  return /^\d+$/.test(group) ? group : _readAccounts(rootfs, '/etc/group')?.find(([name]) => name === group)?.[2];
}
