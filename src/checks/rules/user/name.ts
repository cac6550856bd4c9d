import { Severity } from '../../../core';
import { User } from '../../../dockerfile';
import { _readAccounts } from '../../../rootfs';
import type { _Rule } from '../../rule';
import { _findLast } from '../../support/instructions';

export const userName: _Rule = {
  id: 'user/name',
  title: 'The user is a number',
  severity: Severity.INFO,
  why: 'Kubernetes cannot see that a name is not root: "container has runAsNonRoot and image has non-numeric user".',
  fix: 'Write uid:gid; ScratchImage does so for the names that it declares.',
  check: ({ result }) => {
    const name = result.config.user;
    const [user] = name?.split(':') ?? [];
    if (!user || user === 'root' || /^\d+$/.test(user)) return [];
    const accounts = _readAccounts(result.rootfs, '/etc/passwd');
    const row = accounts?.find(([each]) => each === user);
    // Another rule reports a user that does not exist.
    if (accounts !== undefined && row === undefined) return [];
    return [{ by: _findLast(result, User)?.by, what: `USER is the name "${name}"${row === undefined ? '' : `, which is ${row[2]}:${row[3]}`}.` }];
  },
};
