import type { GithubOptions } from './options';
import type { Problem } from '../../../core';

/** Reports time-outs and runners that a forge cannot use. */
export function findJobProblems(forge: string, { timeouts = {}, runners = {} }: GithubOptions): Problem[] {
  const factory = `Forge.${forge.toLowerCase()}()`;
  const labels = [['amd64', runners.amd64, runners.amd64Labels], ['arm64', runners.arm64, runners.arm64Labels]] as const;
  return [
    ...Object.entries(timeouts).filter(([, minutes]) => !isDuration(minutes)).map(([name, minutes]) => createProblem(
      `timeouts.${name} of ${factory} is ${minutes}.`, `${forge} would refuse the workflow, or stop each job.`, 'Write whole minutes from 1 to 7200.',
    )),
    ...labels.filter(([, , list]) => list?.length === 0).map(([name]) => createProblem(
      `runners.${name}Labels of ${factory} is an empty list.`, 'No runner would be chosen.', 'Write at least one label: ["self-hosted", "linux"].',
    )),
    ...labels.filter(([, one, list]) => one !== undefined && list !== undefined).map(([name]) => createProblem(
      `runners.${name} and runners.${name}Labels of ${factory} are both given.`, 'A job has one choice of runners.', 'Pass one of the two.',
    )),
  ];
}

function isDuration(minutes: number): boolean {
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= 7200;
}

function createProblem(what: string, why: string, fix: string): Problem {
  return { id: 'ci/option', what, why, fix };
}
