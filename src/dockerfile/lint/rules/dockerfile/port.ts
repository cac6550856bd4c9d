import { Severity } from '../../../../core';
import { _findPortProblem } from '../../../syntax/port';
import { isKnown } from '../../language/expand';
import { reportStep } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfilePort: LintRule = {
  id: 'dockerfile/port',
  description: 'EXPOSE names ports from 0 to 65535, or ranges of them, for tcp, udp or sctp.',
  why: 'BuildKit rejects a port that it cannot parse.',
  fix: 'Write a number up to 65535 or a range, followed by /tcp, /udp or /sctp if needed.',
  severity: Severity.ERROR,
  bad: ['FROM scratch\nEXPOSE 65536\n', 'FROM scratch\nEXPOSE 80/http\n', 'FROM scratch\nEXPOSE 90-80\n', 'FROM scratch\nEXPOSE http\n', 'FROM scratch\nENV P=\nEXPOSE ${P}x\n'],
  good: ['FROM scratch\nENV P="80 81"\nEXPOSE $P 0 443/udp 1-2/sctp\n'],
  *check(file) {
    for (const step of file.filterSteps('EXPOSE')) {
      for (const text of step.expansions.flatMap(({ listWords }) => listWords())) {
        const problem = isKnown(text) ? _findPortProblem(text) : undefined;
        if (problem !== undefined) yield reportStep(step, `"${text}" is not a port: ${problem.text}.`);
      }
    }
  },
};
