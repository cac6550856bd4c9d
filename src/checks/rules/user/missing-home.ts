import { Severity } from '../../../core';
import { User } from '../../../dockerfile';
import { RuntimeNeedKind, _readAccounts } from '../../../rootfs';
import type { _Rule } from '../../rule';
import { _findIdentity } from '../../support/identity';
import { _findLast } from '../../support/instructions';
import { _isMounted } from '../../support/mounted';
import { _listNeeds } from '../../support/needs';

/** Conventional paths of users without a home. */
const NONE = /^(\/nonexistent|\/dev\/null|\/var\/empty)(\/|$)|^\/$/;

export const userMissingHome: _Rule = {
  id: 'user/missing-home',
  title: 'The home directory of the user exists',
  severity: Severity.WARNING,
  why: 'The runtime sets HOME to it: a program that writes there gets "no such file or directory".',
  fix: 'Create the directory with the user as its owner (users of ScratchImage does), or set HOME to one that exists.',
  check: image => {
    const { rootfs, config } = image.result;
    const who = _findIdentity(image.result);
    const users = _readAccounts(rootfs, '/etc/passwd');
    if (who === undefined || users === undefined || !config._areVariablesKnown) return [];
    // HOME is set by the runtime: https://github.com/opencontainers/runc/blob/v1.1.5/libcontainer/init_linux.go#L374
    const isSet = config.variables.includes('HOME');
    const home = isSet ? config._valueOf('HOME') : users.find(([,, uid]) => uid === `${who.uid}`)?.[5];
    if (!home?.startsWith('/') || NONE.test(home) || _isMounted(home, config.volumes) || !rootfs.lookup(home).isMissing) return [];
    const asks = _listNeeds(image, RuntimeNeedKind.USER_LOOKUP).length > 0;
    if (who.uid === 0 && !asks) return [];
    return [{
      by: _findLast(image.result, User)?.by,
      severity: asks ? Severity.WARNING : Severity.INFO,
      what: isSet ? `HOME is ${home}, which is not in the image.` : `The home directory of ${who.uid} in /etc/passwd is ${home}, which is not in the image.`,
    }];
  },
};
