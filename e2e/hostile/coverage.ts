import { stringOptions } from './assembly';
import { NO_OPTION } from './code';
import type { Experiment } from './experiment';

/** Options that no program gives, nor takes when they are filled in; and entries of tables that name none. */
export function uncovered(experiment: Experiment): string[] {
  const options = stringOptions();
  const covered = new Set(experiment.slots.map(({ slot }) => slot.option));
  const refused = experiment.refusedFillings;
  return [
    ...options.filter(option => !covered.has(option) && !Object.hasOwn(NO_OPTION, option))
      .map(option => `${option} is in no program. Fix: use it in one of e2e/hostile/programs/, with a good value.`),
    ...refused.map(({ option, message }) => `${option} is in no program, and "good" is no good value of it. Fix: use it in one of e2e/hostile/programs/.\n${message}`),
    ...Object.keys(NO_OPTION).filter(option => !options.includes(option)).map(option => `${option} is no option of the library. Fix: delete it from NO_OPTION.`),
  ];
}
