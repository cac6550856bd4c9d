import { Problem, _quoteValue } from '../core';
import { isCron, isEverDue } from './cron';

/** Reports a schedule that no forge accepts, or that is never due. */
export function findScheduleProblems(schedule: string | undefined): Problem[] {
  if (schedule === undefined) return [];
  if (!isCron(schedule)) {
    return [{
      id: 'ci/schedule',
      what: `${_quoteValue(schedule)} is not a cron schedule.`,
      why: 'Forges expect five fields: minute 0-59, hour 0-23, day of the month 1-31, month 1-12, day of the week 0-6.',
      fix: 'Write e.g. "0 4 * * *", for every day at 04:00.',
    }];
  }
  return isEverDue(schedule) ? [] : [{
    id: 'ci/schedule',
    what: `The cron schedule ${_quoteValue(schedule)} is never due.`,
    why: 'None of its months has such a day.',
    fix: 'Choose a day that its months have, e.g. "0 4 28 2 *".',
  }];
}
