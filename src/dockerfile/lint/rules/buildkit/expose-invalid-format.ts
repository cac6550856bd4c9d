import { exposeInvalidFormatFix } from './expose-invalid-format.fix';
import { Severity } from '../../../../core';
import { _findPortProblem } from '../../../syntax/port';
import { isKnown } from '../../language/expand';
import { reportStep, findUnknownWords } from '../../rule';
import type { LintRule } from '../../rule';

export const exposeInvalidFormat: LintRule = {
  id: 'ExposeInvalidFormat',
  description: 'EXPOSE names only ports of the container: a later frontend will reject addresses and ports of the host.',
  why: 'EXPOSE only declares which ports the container listens on: the address or port of the host is ignored, and a later frontend will reject it.',
  fix: 'Write only the port of the container: EXPOSE 80. Publish ports of the host with docker run --publish.',
  since: '1.18',
  severity: Severity.WARNING,
  page: 'expose-invalid-format',
  bad: ['FROM scratch\nEXPOSE 80:8080\n', 'FROM scratch\nEXPOSE 127.0.0.1:80:8080\n'],
  good: ['FROM scratch\nEXPOSE 8080-8090/tcp\n'],
  autofix: exposeInvalidFormatFix,
  *check(file) {
    for (const step of file.filterSteps('EXPOSE')) {
      for (const port of step.expansions.flatMap(({ listWords }) => listWords())) {
        const isMapped = /[^:]:/.test(port);
        if (!isKnown(port) || !isMapped || _findPortProblem(port)?.early) continue;
        yield reportStep(step, `EXPOSE instruction should not define an IP address or host-port mapping, found '${port}'`);
      }
    }
  },
  undecided: file => findUnknownWords(file, 'EXPOSE', 'port'),
};
