import type { UserAccount, UserGroup } from './accounts';
import { _quoteValue, _refuse } from '../../core';
import type { ArtifactText } from '../../image';
import { RootfsEntry } from '../../rootfs';

const [PASSWD, GROUP] = ['/etc/passwd', '/etc/group'];

/** The paths of these files. */
export const ACCOUNT_FILES = [PASSWD, GROUP];

/** `/etc/passwd` and `/etc/group` of an image that has no other accounts. */
export function printAccountFiles(users: UserAccount[], groups: UserGroup[]): ArtifactText[] {
  const gid = (user: UserAccount) => user.gid ?? user.uid;
  const implied = users.filter(user => !groups.some(group => group.gid === gid(user))).map(user => ({ name: user.name, gid: gid(user) }));
  for (const { name } of [...users, ...groups]) checkName(name);
  const passwd = users.map(user => [user.name, 'x', user.uid, gid(user), user.name, user.home ?? '/', user.shell ?? '/sbin/nologin']);
  const group = [...groups, ...implied].map(({ name, gid: id, members }: UserGroup) => [name, 'x', id, (members ?? []).map(checkMember).join(',')]);
  return [
    { entry: RootfsEntry.file(PASSWD), content: printTable(passwd) },
    { entry: RootfsEntry.file(GROUP), content: printTable(group) },
  ];
}

function printTable(rows: (string | number)[][]): string {
  return rows.map(row => `${row.map(checkField).join(':')}\n`).join('');
}

function checkField(value: string | number): string {
  return refuseMatch(/[:\0-\x1f\x7f]/, `${value}`, 'A colon or a line break ends the field, so programs would read another user.', 'Leave out ":" and control characters.');
}

function checkName(name: string): void {
  refuseMatch(/^-/, name, 'Programs read a name that begins with "-" as an option.', 'Begin the name with a letter, a digit or "_".');
}

function checkMember(name: string): string {
  return refuseMatch(/,/, name, 'A comma ends the name, so another user would become a member of the group.', 'Write each member as a separate entry: ["a", "b"].');
}

function refuseMatch(wrong: RegExp, value: string, why: string, fix: string): string {
  if (!wrong.test(value)) return value;
  return _refuse({ id: 'accounts/field', what: `${_quoteValue(value)} is not allowed in /etc/passwd or /etc/group.`, why, fix });
}
