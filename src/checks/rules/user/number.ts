import { Severity } from '../../../core';
import { User } from '../../../dockerfile';
import type { _Rule } from '../../rule';
import { _findLast } from '../../support/instructions';

/** 31 bits, for machines that count so. @see https://github.com/moby/sys/blob/user/v0.4.0/user/user.go#L13 */
const MOST = 2 ** 31 - 1;

export const userNumber: _Rule = {
  id: 'user/number',
  title: 'Runtimes accept the number of the user',
  severity: Severity.ERROR,
  why: 'The container does not start, and neither does a later RUN: "uids and gids must be in range 0-2147483647".',
  fix: `Use a number up to ${MOST}, e.g. 65532:65532.`,
  check: ({ result }) => (result.config.user?.split(':') ?? [])
    .filter(id => /^\d+$/.test(id) && Number(id) > MOST)
    .map(id => ({ by: _findLast(result, User)?.by, what: `USER is "${result.config.user}": ${id} is too large.` })),
};
