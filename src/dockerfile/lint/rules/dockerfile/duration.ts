import { Severity } from '../../../../core';
import { _findFlag } from '../../../syntax/flags';
import { _isHealthcheckTime } from '../../../syntax/go-values';
import { reportStep } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileDuration: LintRule = {
  id: 'dockerfile/duration',
  description: 'The times of HEALTHCHECK have a unit, and are 0 or at least a millisecond.',
  why: 'BuildKit rejects a duration that it cannot parse.',
  fix: 'Write a number with its unit: 30s, 1m30s.',
  severity: Severity.ERROR,
  bad: [
    'FROM scratch\nHEALTHCHECK --interval=30 CMD ["a"]\n', 'FROM scratch\nHEALTHCHECK --timeout=1us CMD ["a"]\n',
    'FROM scratch\nHEALTHCHECK --start-period=1 CMD ["a"]\n', 'FROM scratch\nHEALTHCHECK --start-interval=-1s CMD ["a"]\n',
    'FROM scratch\nHEALTHCHECK --interval=2562048h CMD ["a"]\n',
  ],
  good: ['FROM scratch\nHEALTHCHECK --interval=1m30s --timeout=0 --start-period=1.5h --start-interval=1ms CMD ["a"]\n', 'FROM scratch\nHEALTHCHECK --interval=x NONE\n'],
  *check(file) {
    for (const step of file.filterSteps('HEALTHCHECK')) {
      if (/^none\b/i.test(step.instruction.rest)) continue;
      for (const name of ['interval', 'timeout', 'start-period', 'start-interval']) {
        const text = _findFlag(step.instruction, name);
        if (!text || _isHealthcheckTime(text)) continue;
        yield reportStep(step, `--${name}=${text} is not a duration: use 30s, 1m30s, 500ms, at least 1ms, or 0.`);
      }
    }
  },
};
