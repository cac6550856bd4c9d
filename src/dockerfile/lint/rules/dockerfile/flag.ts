import { Severity } from '../../../../core';
import { _findFlagProblem } from '../../../syntax/flag-problem';
import type { LintRule } from '../../rule';

export const dockerfileFlag: LintRule = {
  id: 'dockerfile/flag',
  description: 'Every flag belongs to its instruction, is given once and has a valid value.',
  why: 'BuildKit rejects a flag that is unknown, is given twice, or has an invalid value.',
  fix: 'Use a flag that the instruction has, once, with a valid value.',
  severity: Severity.ERROR,
  bad: [
    'FROM scratch\nCOPY --form=a b /b\n', 'FROM scratch\nCOPY --link=yes a /a\n', 'FROM scratch\nCOPY --link= a /a\n', 'FROM scratch\nCOPY --chmod a /a\n',
    'FROM scratch\nCOPY --chown=1 --chown=2 a /a\n', 'FROM scratch\nUSER --x 1\n',
  ],
  good: ['FROM scratch\nCOPY --link=FALSE --exclude=a --exclude=b c /c\n', 'FROM scratch\nRUN -- --x\n', 'FROM scratch\nARG --x A\n'],
  check: ({ read }) => read.flatMap(({ instruction, range, comments }) => {
    const message = _findFlagProblem(instruction);
    return message === undefined ? [] : { message, range, comments };
  }),
};
