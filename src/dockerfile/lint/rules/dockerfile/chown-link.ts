import { Severity } from '../../../../core';
import { _isFlagOn } from '../../../syntax/flags';
import { isKnown } from '../../language/expand';
import { reportStep } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileChownLink: LintRule = {
  id: 'dockerfile/chown-link',
  description: 'With --link, --chown is numeric: the layer is independent and has no /etc/passwd.',
  why: 'With --link the copy is a layer of its own, without an /etc/passwd to look names up in: the build stops.',
  fix: 'Use numbers: --chown=65532:65532; or remove --link.',
  since: '1.28',
  severity: Severity.ERROR,
  bad: ['FROM scratch\nCOPY --link --chown=app a /a\n', 'FROM scratch\nADD --link --chown=1:app a /a\n'],
  good: ['FROM scratch\nCOPY --link --chown=1:2 a /a\nCOPY --link=false --chown=app a /a\n'],
  *check(file) {
    for (const step of file.filterSteps('COPY', 'ADD')) {
      if (!_isFlagOn(step.instruction, 'link')) continue;
      for (const { role, text } of step.expansions) {
        if (role !== 'chown' || !isKnown(text) || text.split(':').slice(0, 2).every(id => /^\d*$/.test(id))) continue;
        yield reportStep(step, `--chown=${text} names a user or a group, which --link cannot look up. Use numbers.`);
      }
    }
  },
};
