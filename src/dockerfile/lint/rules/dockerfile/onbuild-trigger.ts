import { Severity, _didYouMean } from '../../../../core';
import { _KEYWORDS } from '../../../instructions';
import { _argumentProblem, _formProblem } from '../../../syntax/arguments';
import { _flagProblem } from '../../../syntax/flag-problem';
import { atInstruction } from '../../rule';
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
      if (trigger === undefined || _formProblem(trigger) !== undefined) continue;
      const keyword = trigger.name;
      const problem = trigger.form !== undefined
        ? _flagProblem(trigger) ?? _argumentProblem(trigger)
        : `There is no instruction "${trigger.keyword.text}".${_didYouMean(keyword, _KEYWORDS)}`;
      if (problem !== undefined) yield atInstruction(instruction, `Every build on top of this image will stop: ${problem}`);
    }
  },
};
