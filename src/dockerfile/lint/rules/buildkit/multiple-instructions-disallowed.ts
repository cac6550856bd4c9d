import { multipleInstructionsDisallowedFix } from './multiple-instructions-disallowed.fix';
import { Severity } from '../../../../core';
import type { Step } from '../../model/step';
import type { LintRule } from '../../rule';

export const multipleInstructionsDisallowed: LintRule = {
  id: 'MultipleInstructionsDisallowed',
  description: 'A stage has one CMD, one ENTRYPOINT and one HEALTHCHECK: only the last of each counts.',
  why: 'Only the last one has an effect.',
  fix: 'Delete the others.',
  since: '1.8',
  severity: Severity.WARNING,
  page: 'multiple-instructions-disallowed',
  bad: ['FROM scratch\nCMD ["a"]\nCMD ["b"]\n', 'FROM scratch\nHEALTHCHECK NONE\nHEALTHCHECK CMD ["a"]\n'],
  good: ['FROM scratch AS a\nCMD ["a"]\nFROM a\nCMD ["b"]\n'],
  autofix: multipleInstructionsDisallowedFix,
  *check({ stages }) {
    for (const { steps } of stages) {
      const last: Record<string, Step> = {};
      for (const step of steps) {
        if (!['CMD', 'ENTRYPOINT', 'HEALTHCHECK'].includes(step.keyword)) continue;
        const before = last[step.keyword];
        last[step.keyword] = step;
        // The place is that of the ignored instruction, the comments are those of the effective one.
        if (before === undefined) continue;
        const message = `Multiple ${step.keyword} instructions should not be used in the same stage because only the last one will be used`;
        yield { message, range: before.range, comments: step.comments };
      }
    }
  },
};
