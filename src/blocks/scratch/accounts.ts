import { Problem, _quotedValue, _refuse } from '../../core';
import { ArtifactText } from '../../image';
import { RootfsEntry, _ACCOUNT_ID, _isAccountId } from '../../rootfs';

/** A user, as a line of `/etc/passwd`. */
export interface UserAccount {
  /** Login name. */
  readonly name: string;
  /** Numeric id: a whole number from 0 to 4294967294. A container runs as one up to 2147483647. */
  readonly uid: number;
  /**
   * Numeric id of the primary group. A group of the user's name is made when no group of this id is declared.
   * @default - the same as `uid`
   */
  readonly gid?: number;
  /**
   * Home directory; made with mode 0700.
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
   * Names of users that are members besides those whose primary group it is.
   * @default - none
   */
  readonly members?: string[];
}

/** In the place of a number that cannot be, so that nothing else is found because of it: nothing is written then. */
const NOBODY = 65534;

/**
 * Users and groups with numbers that can be.
 *
 * @param report told of the others
 * @internal
 */
export function _numbered(
  users: UserAccount[], groups: UserGroup[], report: (problem: Problem) => void,
): { readonly users: UserAccount[]; readonly groups: UserGroup[] } {
  const checked = <T extends number | undefined>(id: T, what: string): T | number => {
    if (id === undefined || _isAccountId(id)) return id;
    report(_idProblem(`${what} is ${id}`));
    return NOBODY;
  };
  return {
    users: users.map(user => ({ ...user, uid: checked(user.uid, `The uid of the user "${user.name}"`), gid: checked(user.gid, `The gid of the user "${user.name}"`) })),
    groups: groups.map(group => ({ ...group, gid: checked(group.gid, `The gid of the group "${group.name}"`) })),
  };
}

/** @internal */
export function _idProblem(what: string): Problem {
  return {
    id: 'accounts/id',
    what: `${what}, and Linux has no such number.`,
    why: 'Nothing could run as it or belong to it: the build or the container would stop.',
    fix: `Write ${_ACCOUNT_ID}, e.g. 65532.`,
  };
}

/**
 * `/etc/passwd` and `/etc/group`.
 *
 * @internal
 */
export function _accountFiles(users: UserAccount[], groups: UserGroup[]): ArtifactText[] {
  const gid = (user: UserAccount) => user.gid ?? user.uid;
  const implied = users.filter(user => !groups.some(group => group.gid === gid(user))).map(user => ({ name: user.name, gid: gid(user) }));
  const passwd = users.map(user => [user.name, 'x', user.uid, gid(user), user.name, user.home ?? '/', user.shell ?? '/sbin/nologin']);
  const group = [...groups, ...implied].map(({ name, gid: id, members }: UserGroup) => [name, 'x', id, (members ?? []).map(member).join(',')]);
  return [
    { entry: RootfsEntry.file('/etc/passwd'), content: table(passwd) },
    { entry: RootfsEntry.file('/etc/group'), content: table(group) },
  ];
}

/**
 * The homes that the image must have.
 *
 * @internal
 */
export function _homes(users: UserAccount[]): RootfsEntry[] {
  return users.filter(({ home }) => home !== undefined && home !== '/')
    .map(user => RootfsEntry.directory(user.home!, { mode: '0700', owner: `${user.uid}:${user.gid ?? user.uid}` }));
}

function table(rows: (string | number)[][]): string {
  return rows.map(row => `${row.map(field).join(':')}\n`).join('');
}

function field(value: string | number): string {
  return without(/[:\0-\x1f\x7f]/, `${value}`, 'A colon or a line break ends the field there, and programs would read another user.', 'Leave out ":" and control characters.');
}

function member(name: string): string {
  return without(/,/, name, 'A comma there ends the name, and another user is a member of the group.', 'Write each member as an entry of its own: ["a", "b"].');
}

function without(wrong: RegExp, value: string, why: string, fix: string): string {
  if (!wrong.test(value)) return value;
  return _refuse({ id: 'accounts/field', what: `${_quotedValue(value)} cannot stand in /etc/passwd or /etc/group.`, why, fix });
}
