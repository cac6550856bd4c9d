import { Severity, _suggestNearest } from '../../../../core';
import { _KEYWORDS } from '../../../instructions';
import { _findArgumentProblem, _findFormProblem } from '../../../syntax/arguments';
import { _findFlagProblem } from '../../../syntax/flag-problem';
import { reportInstruction } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileOnbuildTrigger: LintRule = {
  id: 'dockerfile/onbuild-trigger',
  description: 'BuildKit can read what ONBUILD triggers. It finds out only when another image is built on this one.',
  why: 'The build of this image passes, and every build on top of it stops.',
  fix: 'Write the trigger like an instruction of its own.',
  severity: Severity.WARNING,
  bad: ['FROM scratch\nONBUILD COPPY a /a\n', 'FROM scratch\nONBUILD COPY a\n', 'FROM scratch\nONBUILD COPY --form=a b /b\n'],
  good: ['FROM scratch\nONBUILD COPY a /a\n'],
  *check({ tree }) {
    for (const instruction of tree.instructions) {
      const { trigger } = instruction;
      if (trigger === undefined || _findFormProblem(trigger) !== undefined) continue;
      const keyword = trigger.name;
      const problem = trigger.form !== undefined
        ? _findFlagProblem(trigger) ?? _findArgumentProblem(trigger)
        : `There is no instruction "${trigger.keyword.text}".${_suggestNearest(keyword, _KEYWORDS)}`;
      if (problem !== undefined) yield reportInstruction(instruction, `Every build on top of this image will stop: ${problem}`);
    }
  },
};
