import { exposeProtoCasingFix } from './expose-proto-casing.fix';
import { Severity } from '../../../../core';
import { _findPortProblem, _readPortProtocol } from '../../../syntax/port';
import { isKnown } from '../../language/expand';
import { reportStep, findUnknownWords } from '../../rule';
import type { LintRule } from '../../rule';

export const exposeProtoCasing: LintRule = {
  id: 'ExposeProtoCasing',
  description: 'The protocol of EXPOSE is in lower case.',
  why: 'A later frontend will reject it.',
  fix: 'Write the protocol in lower case: 53/udp.',
  since: '1.18',
  severity: Severity.WARNING,
  page: 'expose-proto-casing',
  bad: ['FROM scratch\nEXPOSE 80/TCP\n'],
  good: ['FROM scratch\nEXPOSE 80/tcp 53/udp\n'],
  autofix: exposeProtoCasingFix,
  *check(file) {
    for (const step of file.filterSteps('EXPOSE')) {
      for (const port of step.expansions.flatMap(({ listWords }) => listWords())) {
        const protocol = _readPortProtocol(port);
        if (!isKnown(port) || protocol === protocol.toLowerCase() || _findPortProblem(port)?.early) continue;
        yield reportStep(step, `Defined protocol '${port}' in EXPOSE instruction should be lowercase`);
      }
    }
  },
  undecided: file => findUnknownWords(file, 'EXPOSE', 'port'),
};
