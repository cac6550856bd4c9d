import type { Affected } from '../find-affected';
import { printJobs } from './gitlab';
import { keepRows } from './kept-rows';
import type { Row } from './rows';

/** A job of a child pipeline. */
export interface JobRow extends Row {
  readonly job: string;
  /** The jobs that it waits for. */
  readonly needs?: readonly (string | { readonly job: string })[];
}

/**
 * The jobs of a child pipeline: the rows without those of unaffected images, unless a job that is left needs them. A row without a file is for a
 * change that affects no image, as GitLab refuses a pipeline without jobs.
 */
export function printJobRows(affected: Affected, rows: readonly JobRow[]): string {
  const kept = keepRows(affected, rows, ({ job }, { needs = [] }) => needs.some(need => (typeof need === 'string' ? need : need.job) === job));
  const left = rows.filter(row => (kept.size === 0 ? row.file === undefined : kept.has(row)));
  return printJobs(left.map(({ job, file: _, ...rest }) => [job, rest]));
}
