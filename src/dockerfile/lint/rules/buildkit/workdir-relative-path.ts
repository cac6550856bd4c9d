import { Severity } from '../../../../core';
import { UNKNOWN } from '../../language/expand';
import { listStagesBelow } from '../../model/step';
import type { Stage } from '../../model/step';
import { findWindowsPathProblem, findWindowsStages } from '../../model/windows';
import { reportStep, reportUnknownImage } from '../../rule';
import type { LintRule } from '../../rule';

export const workdirRelativePath: LintRule = {
  id: 'WorkdirRelativePath',
  description: 'The first WORKDIR is absolute: otherwise it depends on the base image.',
  why: 'It is relative to the working directory of the base image: another version of the image may move everything that follows.',
  fix: 'Write an absolute path: WORKDIR /app.',
  since: '1.8',
  severity: Severity.WARNING,
  page: 'workdir-relative-path',
  bad: ['FROM busybox\nWORKDIR app\n', 'FROM busybox\nENV DIR=app\nWORKDIR $DIR\n'],
  good: ['FROM busybox\nWORKDIR /app\nWORKDIR sub\n', 'FROM busybox AS a\nWORKDIR /app\nFROM a\nWORKDIR sub\n', 'FROM golang\nWORKDIR $GOPATH/src\n'],
  *check(file) {
    const windows = findWindowsStages(file.stages);
    const set = new Set<Stage>();
    for (const stage of file.stages) {
      if (listStagesBelow(stage).some(below => set.has(below))) set.add(stage);
      for (const step of stage.steps) {
        if (step.keyword !== 'WORKDIR' || step.instruction.rest === '') continue;
        const path = step.expansions[0].text;
        if (!set.has(stage) && !isAbsolute(path, windows.has(stage))) {
          yield reportStep(step, `Relative workdir "${path}" can have unexpected results if the base image changes`);
        }
        set.add(stage);
      }
    }
  },
  *undecided(file) {
    for (const step of file.filterSteps('WORKDIR')) {
      const text = step.expansions[0]?.text ?? '';
      if (!text.startsWith(UNKNOWN)) continue;
      const image = file.describeImage(step.stage);
      yield reportUnknownImage(file, step, `It is not known whether "${step.instruction.rest}" is absolute: ${image} may set its first variable.`);
    }
  },
};

function isAbsolute(path: string, windows: boolean): boolean {
  if (path.startsWith(UNKNOWN)) return true;
  return windows ? findWindowsPathProblem(path) === undefined && /^(?:c:)?[\\/]/i.test(path) : path.startsWith('/');
}
