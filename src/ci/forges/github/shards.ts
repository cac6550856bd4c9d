import type { GithubJob } from './job';
import { Yaml, annotateValue } from '../../../yaml';

/**
 * The most jobs of a matrix.
 *
 * @see https://docs.github.com/en/actions/reference/limits
 */
const MOST = 256;

/** The ids of the jobs that a matrix is split into: `build`, `build-2`. */
export function listShards(id: string, count: number): string[] {
  return endShards([count])[0].map(end => `${id}${end}`);
}

/** What the names of the shards of several matrices end with: nothing for the first one of all. */
export function endShards(counts: readonly number[]): string[][] {
  const lengths = counts.map(count => Math.max(1, Math.ceil(count / MOST)));
  return lengths.map((length, i) => {
    const before = lengths.slice(0, i).reduce((sum, each) => sum + each, 0);
    return Array.from({ length }, (_, shard) => (before + shard === 0 ? '' : `-${before + shard + 1}`));
  });
}

/** A job for each shard of a matrix, which differ in their rows alone. */
export function splitJob(ids: readonly string[], rows: readonly Yaml[], render: (rows: Yaml) => GithubJob): Record<string, GithubJob> {
  return Object.fromEntries(ids.map((id, i) => [id, render(rows.slice(i * MOST, (i + 1) * MOST))]));
}

/** The rows of a matrix of several images, each on one line, so that they can be read as a table. */
export function tabulate(rows: readonly Readonly<Record<string, Yaml | undefined>>[], isTable: boolean): Yaml[] {
  return isTable ? rows.map(row => annotateValue(row, { inline: true })) : [...rows];
}

/** What a job waits for: one id, or a list. */
export function joinNeeds(ids: readonly string[]): Yaml {
  return ids.length === 1 ? ids[0] : [...ids];
}
