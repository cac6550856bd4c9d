import type { Affected } from '../find-affected';
import { printJobs } from './gitlab';
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
export function printJobRows({ others }: Affected, rows: readonly JobRow[]): string {
  const unaffected = new Set(others);
  const kept = new Set(rows.filter(({ file }) => file !== undefined && !unaffected.has(file)));
  // A set that grows is walked to its end.
  for (const { needs = [] } of kept) {
    for (const need of needs) rows.filter(({ job }) => job === (typeof need === 'string' ? need : need.job)).forEach(row => kept.add(row));
  }
  const left = rows.filter(row => (kept.size === 0 ? row.file === undefined : kept.has(row)));
  return printJobs(left.map(({ job, file: _, ...rest }) => [job, rest]));
}
