import { Severity } from '../../../core';
import { User } from '../../../dockerfile';
import { RuntimeNeedKind, _accounts } from '../../../rootfs';
import type { _Rule } from '../../rule';
import { _identity } from '../../support/identity';
import { _last } from '../../support/instructions';
import { _isMounted } from '../../support/mounted';
import { _needs } from '../../support/needs';

/** What is written where nobody is to have a home. */
const NONE = /^(\/nonexistent|\/dev\/null|\/var\/empty)(\/|$)|^\/$/;

export const userMissingHome: _Rule = {
  id: 'user/missing-home',
  title: 'The home of the user is there',
  severity: Severity.WARNING,
  why: 'The runtime sets HOME to it: a program that keeps something there gets "no such file or directory".',
  fix: 'Make the directory with the owner that runs the program (users of ScratchImage does), or set HOME to one that is there.',
  check: image => {
    const { rootfs, config } = image.result;
    const who = _identity(image.result);
    const users = _accounts(rootfs, '/etc/passwd');
    if (who === undefined || users === undefined || !config._areVariablesKnown) return [];
    // HOME is set by the runtime: https://github.com/opencontainers/runc/blob/v1.1.5/libcontainer/init_linux.go#L374
    const isSet = config.variables.includes('HOME');
    const home = isSet ? config._valueOf('HOME') : users.find(([,, uid]) => uid === `${who.uid}`)?.[5];
    if (!home?.startsWith('/') || NONE.test(home) || _isMounted(home, config.volumes) || !rootfs.lookup(home).isMissing) return [];
    const asks = _needs(image, RuntimeNeedKind.USER_LOOKUP).length > 0;
    if (who.uid === 0 && !asks) return [];
    return [{
      by: _last(image.result, User)?.by,
      severity: asks ? Severity.WARNING : Severity.INFO,
      what: isSet ? `HOME is ${home}, which is not in the image.` : `The home of ${who.uid} is ${home} in /etc/passwd, and it is not in the image.`,
    }];
  },
};
