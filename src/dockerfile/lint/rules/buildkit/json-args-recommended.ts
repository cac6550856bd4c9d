import { jsonArgsRecommendedFix } from './json-args-recommended.fix';
import { Severity } from '../../../../core';
import { _findArgumentProblem } from '../../../syntax/arguments';
import { listStagesBelow } from '../../model/step';
import type { Stage, Step } from '../../model/step';
import { reportStep } from '../../rule';
import type { LintRule } from '../../rule';

export const jsonArgsRecommended: LintRule = {
  id: 'JSONArgsRecommended',
  description: 'CMD and ENTRYPOINT are JSON arrays: a shell in between does not forward the stop signal.',
  why: 'A shell runs the program as its child: the stop signal does not reach the program, and it is killed after the grace period.',
  fix: 'Write a JSON array: CMD ["program", "argument"]. If you mean a shell, declare it: SHELL ["/bin/sh", "-c"] before it, and exec before the '
    + 'program.',
  since: '1.8',
  severity: Severity.WARNING,
  page: 'json-args-recommended',
  bad: ['FROM scratch\nCMD app\n', 'FROM scratch\nENTRYPOINT app\n', 'FROM scratch\nCMD ["app",]\n'],
  good: ['FROM scratch\nCMD ["app"]\n', 'FROM scratch\nSHELL ["/sh", "-c"]\nCMD app\n', 'FROM scratch AS a\nSHELL ["/sh", "-c"]\nFROM a\nCMD app\n'],
  autofix: jsonArgsRecommendedFix,
  *check({ stages }) {
    const chosen = new Set<Stage>(); // stages that set their shell, and so intend the shell form
    for (const stage of stages) {
      if (listStagesBelow(stage).some(below => chosen.has(below))) chosen.add(stage);
      for (const step of stage.steps) {
        if (step.keyword === 'SHELL') chosen.add(stage);
        if (isShellForm(step) && !chosen.has(stage)) yield reportStep(step, `JSON arguments recommended for ${step.keyword} to prevent unintended behavior related to OS signals`);
      }
    }
  },
};

function isShellForm({ keyword, instruction }: Step): boolean {
  return ['CMD', 'ENTRYPOINT'].includes(keyword) && instruction.json === undefined && _findArgumentProblem(instruction) === undefined;
}
