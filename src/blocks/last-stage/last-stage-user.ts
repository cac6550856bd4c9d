import { describeWrongId } from './account-ids';
import type { UserAccount } from './accounts';
import { Problem } from '../../core';
import { _isAccountId } from '../../rootfs';

/** Replaces an unknown user, so that no rule reads it as root. No file is written in that case. */
const NOBODY = '65534:65534';

/**
 * The user of a container as `uid:gid`, because every runtime would have to look up a name.
 *
 * @param user `uid`, `uid:gid`, or the name of one of the users
 * @param report receives the problem of a user that does not exist
 */
export function resolveUser(user: string, users: readonly UserAccount[], report: (problem: Problem) => void): string {
  if (/^\d+(:\d+)?$/.test(user) && user.split(':').map(Number).every(_isAccountId)) return user;
  const account = users.find(({ name }) => name === user);
  if (account !== undefined) return `${account.uid}:${account.gid ?? account.uid}`;
  report(/^[-+.\d]+(:[-+.\d]+)?$/.test(user) ? describeWrongId(`user is "${user}"`) : describeUnknownUser(user, users));
  return NOBODY;
}

function describeUnknownUser(user: string, users: readonly UserAccount[]): Problem {
  return {
    id: 'scratch/unknown-user',
    what: `There is no user "${user}" in the image.`,
    why: 'The container would not start: "unable to find user".',
    fix: `Declare it in users, or write uid:gid. Declared: ${users.map(({ name }) => name).join(', ')}.`,
  };
}
