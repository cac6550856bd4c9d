import { Severity } from '../../../../core';
import { _findInstructionRow } from '../../../instructions';
import { reportInstruction } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileOnbuild: LintRule = {
  id: 'dockerfile/onbuild',
  description: 'ONBUILD triggers any instruction except ONBUILD, FROM and MAINTAINER.',
  why: 'BuildKit rejects such a trigger.',
  fix: 'Move it to the files that build on top of this image.',
  severity: Severity.ERROR,
  bad: ['FROM scratch\nONBUILD ONBUILD RUN x\n', 'FROM scratch\nONBUILD FROM a\n'],
  good: ['FROM scratch\nONBUILD COPY a /a\n'],
  check: ({ tree }) => tree.instructions.flatMap(instruction => {
    const keyword = instruction.trigger?.name ?? '';
    return _findInstructionRow(keyword)?.isNoTrigger ? reportInstruction(instruction, `ONBUILD cannot trigger ${keyword}.`) : [];
  }),
};
