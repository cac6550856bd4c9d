import { Severity } from '../../../../core';
import { isKnown } from '../../language/expand';
import { isMode } from '../../language/mode';
import { reportStep } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileChmod: LintRule = {
  id: 'dockerfile/chmod',
  description: '--chmod is an octal mode up to 07777, or a symbolic mode.',
  why: 'BuildKit rejects a mode that it cannot parse.',
  fix: 'Write an octal mode such as 0755, or a symbolic one such as u=rwX,go=rX.',
  severity: Severity.ERROR,
  bad: ['FROM scratch\nCOPY --chmod=0888 a /a\n', 'FROM scratch\nCOPY --chmod=17777 a /a\n', 'FROM scratch\nADD --chmod=rwx a /a\n'],
  good: ['FROM scratch\nARG M\nENV N=0755\nCOPY --chmod=$N a /a\nCOPY --chmod=u=rwX,go=rX a /a\nCOPY --chmod=$M a /b\n'],
  *check(file) {
    for (const step of file.filterSteps('COPY', 'ADD')) {
      for (const { role, text } of step.expansions) {
        if (role !== 'chmod' || text === '' || !isKnown(text) || isMode(text)) continue;
        yield reportStep(step, `--chmod=${text} is not a mode: use up to four octal digits, or u=rwX,go=rX.`);
      }
    }
  },
};
