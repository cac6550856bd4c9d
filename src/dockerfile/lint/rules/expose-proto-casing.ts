import { Severity } from '../../../core';
import { isKnown } from '../language/expand';
import { portProblem, portProtocol } from '../language/port';
import { at } from '../rule';
import type { LintRule } from '../rule';

export const exposeProtoCasing: LintRule = {
  id: 'ExposeProtoCasing',
  description: 'The protocol of EXPOSE is written in lower case.',
  since: '1.18',
  severity: Severity.WARNING,
  page: 'expose-proto-casing',
  bad: ['FROM scratch\nEXPOSE 80/TCP\n'],
  good: ['FROM scratch\nEXPOSE 80/tcp 53/udp\n'],
  *check(file) {
    for (const step of file.of('EXPOSE')) {
      for (const port of step.expansions.flatMap(({ words }) => words)) {
        const protocol = portProtocol(port);
        if (!isKnown(port) || protocol === protocol.toLowerCase() || portProblem(port)?.early) continue;
        yield at(step, `Defined protocol '${port}' in EXPOSE instruction should be lowercase`);
      }
    }
  },
};
