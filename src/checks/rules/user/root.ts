import { Severity } from '../../../core';
import { User } from '../../../dockerfile';
import type { _Rule } from '../../rule';
import { _findIdentity } from '../../support/identity';
import { _findLast } from '../../support/instructions';
import { _reportUnknownConfig } from '../../support/unknown';

export const userRoot: _Rule = {
  id: 'user/root',
  title: 'The program does not run as root, or a reason is given',
  severity: Severity.INFO,
  why: 'Root in the container is root on the host for every mounted directory, unless the runtime maps users.',
  fix: 'Set a user: user: "65532:65532". If root is needed, give the reason: Checks.of(image).acknowledge("user/root", "opens /dev/net/tun").',
  check: ({ result }) => {
    const { argv, isComplete, user, _isUserKnown: isKnown } = result.config;
    // Only the empty image certainly starts nothing.
    if (argv.length === 0 && isComplete) return [];
    const by = _findLast(result, User)?.by;
    if (!isKnown && by === undefined) return [_reportUnknownConfig(result, { what: 'It is not known whether the program runs as root.' })];
    const isRoot = isKnown && /^(root|0+)$/.test(user?.split(':')[0] ?? 'root');
    return isRoot || _findIdentity(result)?.uid === 0 ? [{ by, what: 'The program runs as root.' }] : [];
  },
};
