import { Severity } from '../../../../core';
import { _findFlag } from '../../../syntax/flags';
import { _INT32, _parseInteger } from '../../../syntax/go-values';
import { reportStep } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileRetries: LintRule = {
  id: 'dockerfile/retries',
  description: 'HEALTHCHECK --retries is a number, 0 or more.',
  why: 'BuildKit rejects a number that it cannot parse.',
  fix: 'Write a whole number, 0 or more.',
  severity: Severity.ERROR,
  bad: ['FROM scratch\nHEALTHCHECK --retries=-1 CMD ["a"]\n', 'FROM scratch\nHEALTHCHECK --retries=few CMD ["a"]\n'],
  good: ['FROM scratch\nHEALTHCHECK --retries=0 CMD ["a"]\n', 'FROM scratch\nHEALTHCHECK --retries=x NONE\n'],
  check: file => file.filterSteps('HEALTHCHECK').flatMap(step => {
    const text = _findFlag(step.instruction, 'retries');
    if (!text || /^none\b/i.test(step.instruction.rest) || _parseInteger(text.replace(/^\+/, ''), 10, 0, _INT32) !== undefined) return [];
    return reportStep(step, `--retries=${text} is not a number of 0 or more.`);
  }),
};
