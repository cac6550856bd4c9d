import { Severity } from '../../../core';
import { RuntimeNeedKind, _readAccounts } from '../../../rootfs';
import type { RuleFinding, _Rule } from '../../rule';
import { _findIdentity } from '../../support/identity';
import { _listNeeds } from '../../support/needs';
import { _reportUnknownFiles } from '../../support/unknown';

export const runtimeMissingUserLookup: _Rule = {
  id: 'runtime/missing-user-lookup',
  title: 'A program can look up the user it runs as',
  severity: Severity.ERROR,
  why: 'Go\'s user.Current returns "requires cgo or $USER set in environment".',
  fix: 'Declare the user (users of ScratchImage writes /etc/passwd), or set USER and HOME in the environment.',
  check: image => {
    const needs = _listNeeds(image, RuntimeNeedKind.USER_LOOKUP);
    const { rootfs, config } = image.result;
    // HOME is set by the runtime: https://github.com/opencontainers/runc/blob/v1.1.5/libcontainer/init_linux.go#L374
    if (needs.length === 0 || config.variables.includes('USER')) return [];
    const who = _findIdentity(image.result);
    const users = _readAccounts(rootfs, '/etc/passwd');
    if (who === undefined || users === undefined || !config._areVariablesKnown) {
      return needs.map(({ placed }): RuleFinding => (
        _reportUnknownFiles(image.result, { by: placed.by, what: `${placed.entry.path} looks up its user, and it is not known whether the image has an entry for it.` })
      ));
    }
    if (users.some(([,, uid]) => uid === `${who.uid}`)) return [];
    return needs.map(({ placed, need }): RuleFinding => ({
      by: placed.by,
      what: `${placed.entry.path} looks up its user, ${who.uid}, which is not in /etc/passwd: it ${need.because}.`,
    }));
  },
};
