import type { UserAccount, UserGroup } from './accounts';
import type { Problem } from '../../core';
import { _ACCOUNT_ID, _isAccountId } from '../../rootfs';

/** Replaces an invalid number, so that it causes no further problems. No file is written in that case. */
const NOBODY = 65534;

/**
 * Users and groups with valid numbers.
 *
 * @param report receives the invalid ones
 */
export function replaceWrongIds(
  users: UserAccount[], groups: UserGroup[], report: (problem: Problem) => void,
): { readonly users: UserAccount[]; readonly groups: UserGroup[] } {
  const checkId = <T extends number | undefined>(id: T, what: string): T | number => {
    if (id === undefined || _isAccountId(id)) return id;
    report(describeWrongId(`${what} is ${id}`));
    return NOBODY;
  };
  return {
    users: users.map(user => ({ ...user, uid: checkId(user.uid, `The uid of the user "${user.name}"`), gid: checkId(user.gid, `The gid of the user "${user.name}"`) })),
    groups: groups.map(group => ({ ...group, gid: checkId(group.gid, `The gid of the group "${group.name}"`) })),
  };
}

/** An id that is not one on Linux. */
export function describeWrongId(what: string): Problem {
  return {
    id: 'accounts/id',
    what: `${what}, which is not a valid id on Linux.`,
    why: 'No process or file can have it: the build or the container would stop.',
    fix: `Write ${_ACCOUNT_ID}, e.g. 65532.`,
  };
}
