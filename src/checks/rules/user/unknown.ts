import { Severity, _suggestNearest } from '../../../core';
import { User } from '../../../dockerfile';
import { _readAccounts } from '../../../rootfs';
import type { RuleFinding, _Rule } from '../../rule';
import { _findLast } from '../../support/instructions';
import { _reportUnknownFiles } from '../../support/unknown';

export const userUnknown: _Rule = {
  id: 'user/unknown',
  title: 'The user of the image exists in it',
  severity: Severity.ERROR,
  why: 'The container does not start: "unable to find user …: no matching entries in passwd file".',
  fix: 'Use numbers, uid:gid, or declare the user: users of ScratchImage writes /etc/passwd.',
  check: ({ result }) => {
    const [user, group] = result.config.user?.split(':') ?? [];
    const missing = (name: string | undefined, kind: string, file: '/etc/passwd' | '/etc/group'): RuleFinding[] => {
      const names = _readAccounts(result.rootfs, file)?.map(([each]) => each);
      if (!name || /^\d+$/.test(name) || names?.includes(name)) return [];
      const by = _findLast(result, User)?.by;
      if (names === undefined) return name === 'root' ? [] : [_reportUnknownFiles(result, { by, what: `It is not known whether the image has the ${kind} "${name}".` })];
      const why = `The container does not start: "unable to find ${kind} ${name}: no matching entries in ${file.slice('/etc/'.length)} file".`;
      const where = result.rootfs.lookup(file).isMissing ? `there is no ${file} in the image` : `${file} has no such ${kind}`;
      return [{ by, what: `USER names the ${kind} "${name}", but ${where}.${_suggestNearest(name, names)}`, why }];
    };
    return [...missing(user, 'user', '/etc/passwd'), ...missing(group, 'group', '/etc/group')];
  },
};
