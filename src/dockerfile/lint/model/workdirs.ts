import { posix } from 'node:path';
import type { LintedFile } from './linted-file';
import type { Stage, Step } from './step';
import { UNKNOWN, isKnown } from '../language/expand';

/** The directory in which each step of some keywords runs; not known where the base image decides. */
export function workdirs(file: LintedFile, keyword: string): Map<Step, string | undefined> {
  const found = new Map<Step, string | undefined>();
  const last = new Map<Stage, string>();
  for (const stage of file.stages) {
    let directory = stage.base.stage === undefined ? file.workdirOf(stage) ?? UNKNOWN : last.get(stage.base.stage)!;
    for (const step of stage.steps) {
      if (step.keyword === 'WORKDIR') directory = posix.resolve('/', directory, step.expansions[0].text);
      else if (step.keyword === keyword) found.set(step, isKnown(directory) ? directory : undefined);
    }
    last.set(stage, directory);
  }
  return found;
}
