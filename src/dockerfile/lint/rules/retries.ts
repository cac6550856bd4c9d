import { Severity } from '../../../core';
import { INT32, integer } from '../language/go-values';
import { flag } from '../model/flags';
import { at } from '../rule';
import type { LintRule } from '../rule';

export const retries: LintRule = {
  id: 'dockerfile/retries',
  description: 'HEALTHCHECK --retries is a number, 0 or more.',
  severity: Severity.ERROR,
  bad: ['FROM scratch\nHEALTHCHECK --retries=-1 CMD ["a"]\n', 'FROM scratch\nHEALTHCHECK --retries=few CMD ["a"]\n'],
  good: ['FROM scratch\nHEALTHCHECK --retries=0 CMD ["a"]\n', 'FROM scratch\nHEALTHCHECK --retries=x NONE\n'],
  check: file => file.of('HEALTHCHECK').flatMap(step => {
    const text = flag(step.instruction, 'retries');
    if (!text || /^none\b/i.test(step.instruction.rest) || integer(text.replace(/^\+/, ''), 10, 0, INT32) !== undefined) return [];
    return at(step, `--retries=${text} is no number, or less than 0.`);
  }),
};
