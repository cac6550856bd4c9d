import { Severity } from '../../../../core';
import { reportInstruction } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileBeforeFrom: LintRule = {
  id: 'dockerfile/before-from',
  description: 'A file has a FROM, and only ARG comes before it.',
  why: 'BuildKit does not know which image the instruction is for, and the build stops.',
  fix: 'Start the file with FROM; only ARG may come before the first one.',
  severity: Severity.ERROR,
  bad: ['RUN a\nFROM scratch\n', 'ARG A\n'],
  good: ['ARG A\nFROM scratch\n'],
  *check({ preamble, stages }) {
    for (const instruction of preamble) {
      const keyword = instruction.name;
      if (keyword === 'ARG' || instruction.form === undefined) continue;
      yield reportInstruction(instruction, `${keyword} comes before the first FROM, where only ARG is allowed.`);
    }
    const last = preamble.at(-1);
    if (stages.length === 0 && preamble.every(instruction => instruction.name === 'ARG')) yield reportInstruction(last!, 'There is no FROM, so there is nothing to build.');
  },
};
