import { Problem, _quoteValue, _refuse } from '../../core';
import { ArtifactText } from '../../image';
import { RootfsEntry, _ACCOUNT_ID, _isAccountId } from '../../rootfs';

/** A user, as a line of `/etc/passwd`. */
export interface UserAccount {
  /** Login name. */
  readonly name: string;
  /** Numeric id: a whole number from 0 to 4294967294. A container can run with an id up to 2147483647. */
  readonly uid: number;
  /**
   * Numeric id of the primary group. A group with the user's name is added unless a group with this id is declared.
   * @default - the same as `uid`
   */
  readonly gid?: number;
  /**
   * Home directory, created with mode 0700.
   * @default "/"
   */
  readonly home?: string;
  /**
   * Login shell.
   * @default "/sbin/nologin"
   */
  readonly shell?: string;
}

/** A group, as a line of `/etc/group`. */
export interface UserGroup {
  /** Name. */
  readonly name: string;
  /** Numeric id: a whole number from 0 to 4294967294. */
  readonly gid: number;
  /**
   * Names of further members, besides the users whose primary group it is.
   * @default - none
   */
  readonly members?: string[];
}

/** Replaces an invalid number, so that it causes no further problems. No file is written in that case. */
const NOBODY = 65534;

/**
 * Users and groups with valid numbers.
 *
 * @param report receives the invalid ones
 * @internal
 */
export function _replaceWrongIds(
  users: UserAccount[], groups: UserGroup[], report: (problem: Problem) => void,
): { readonly users: UserAccount[]; readonly groups: UserGroup[] } {
  const checkId = <T extends number | undefined>(id: T, what: string): T | number => {
    if (id === undefined || _isAccountId(id)) return id;
    report(_describeWrongId(`${what} is ${id}`));
    return NOBODY;
  };
  return {
    users: users.map(user => ({ ...user, uid: checkId(user.uid, `The uid of the user "${user.name}"`), gid: checkId(user.gid, `The gid of the user "${user.name}"`) })),
    groups: groups.map(group => ({ ...group, gid: checkId(group.gid, `The gid of the group "${group.name}"`) })),
  };
}

/** @internal */
export function _describeWrongId(what: string): Problem {
  return {
    id: 'accounts/id',
    what: `${what}, which is not a valid id on Linux.`,
    why: 'No process or file can have it: the build or the container would stop.',
    fix: `Write ${_ACCOUNT_ID}, e.g. 65532.`,
  };
}

/**
 * `/etc/passwd` and `/etc/group`.
 *
 * @internal
 */
export function _printAccountFiles(users: UserAccount[], groups: UserGroup[]): ArtifactText[] {
  const gid = (user: UserAccount) => user.gid ?? user.uid;
  const implied = users.filter(user => !groups.some(group => group.gid === gid(user))).map(user => ({ name: user.name, gid: gid(user) }));
  const passwd = users.map(user => [user.name, 'x', user.uid, gid(user), user.name, user.home ?? '/', user.shell ?? '/sbin/nologin']);
  const group = [...groups, ...implied].map(({ name, gid: id, members }: UserGroup) => [name, 'x', id, (members ?? []).map(checkMember).join(',')]);
  return [
    { entry: RootfsEntry.file('/etc/passwd'), content: printTable(passwd) },
    { entry: RootfsEntry.file('/etc/group'), content: printTable(group) },
  ];
}

/**
 * The home directories that the image must have.
 *
 * @internal
 */
export function _listHomes(users: UserAccount[]): RootfsEntry[] {
  return users.filter(({ home }) => home !== undefined && home !== '/')
    .map(user => RootfsEntry.directory(user.home!, { mode: '0700', owner: `${user.uid}:${user.gid ?? user.uid}` }));
}

function printTable(rows: (string | number)[][]): string {
  return rows.map(row => `${row.map(checkField).join(':')}\n`).join('');
}

function checkField(value: string | number): string {
  return refuseMatch(/[:\0-\x1f\x7f]/, `${value}`, 'A colon or a line break ends the field, so programs would read another user.', 'Leave out ":" and control characters.');
}

function checkMember(name: string): string {
  return refuseMatch(/,/, name, 'A comma ends the name, so another user would become a member of the group.', 'Write each member as a separate entry: ["a", "b"].');
}

function refuseMatch(wrong: RegExp, value: string, why: string, fix: string): string {
  if (!wrong.test(value)) return value;
  return _refuse({ id: 'accounts/field', what: `${_quoteValue(value)} is not allowed in /etc/passwd or /etc/group.`, why, fix });
}
