import { Severity } from '../../../../core';
import { _instructionRow } from '../../../instructions';
import { atInstruction } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileOnbuild: LintRule = {
  id: 'dockerfile/onbuild',
  description: 'ONBUILD is followed by any instruction but ONBUILD, FROM and MAINTAINER.',
  why: 'BuildKit stops at a trigger that it does not allow.',
  fix: 'Write what builds upon this image into its own file.',
  severity: Severity.ERROR,
  bad: ['FROM scratch\nONBUILD ONBUILD RUN x\n', 'FROM scratch\nONBUILD FROM a\n'],
  good: ['FROM scratch\nONBUILD COPY a /a\n'],
  check: ({ tree }) => tree.instructions.flatMap(instruction => {
    const keyword = instruction.trigger?.name ?? '';
    return _instructionRow(keyword)?.isNoTrigger ? atInstruction(instruction, `ONBUILD cannot trigger ${keyword}.`) : [];
  }),
};
