import { listJobs } from './jobs';
import { _printJson } from '../../../core';
import { UsageError } from '../../command';
import type { Affected } from '../find-affected';

/** @see https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations#using-a-matrix-strategy */
export const MOST_JOBS = 256;

/**
 * Lines for `$GITHUB_OUTPUT`: the matrix of all jobs with their number, and the same for each level of images that are built from others.
 *
 * @param runners the labels of the runner of each platform
 * @throws UsageError if there are more jobs in a matrix than GitHub takes
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-output-parameter
 */
export function printGithub({ images, levels }: Affected, runners: ReadonlyMap<string, readonly string[]>): string {
  const jobs = images.flatMap(listJobs).map(job => ({ ...job, ...findRunner(runners.get(job.platform ?? '')) }));
  const perLevel = Array.from({ length: levels }, (_, level) => ({ end: `-${level}`, list: jobs.filter(job => job.level === level) }));
  const largest = Math.max(0, ...perLevel.map(({ list }) => list.length));
  if (largest > MOST_JOBS) {
    throw new UsageError(`${largest} jobs are needed for ${images.length} affected images, and a matrix of GitHub has at most ${MOST_JOBS}. Build several images in one job: --format json lists them, and docker buildx bake takes several names.`);
  }
  // A matrix that is too large for all levels together is not printed: a workflow that uses the levels does not need it.
  return [...jobs.length > MOST_JOBS ? [] : [{ end: '', list: jobs }], ...levels > 1 ? perLevel : []].map(({ end, list }) => (
    `matrix${end}=${_printJson({ include: list }, 0)}count${end}=${list.length}\n`
  )).join('');
}

/** The labels of a runner as a column of the matrix. */
export function findRunner(labels: readonly string[] | undefined): { readonly runner?: string | readonly string[] } {
  if (labels === undefined) return {};
  return { runner: labels.length === 1 ? labels[0] : labels };
}
