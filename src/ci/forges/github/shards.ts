import type { GithubJob } from './job';
import { Yaml, annotateValue } from '../../../yaml';

/**
 * The most jobs of a matrix.
 *
 * @see https://docs.github.com/en/actions/reference/limits
 */
const MOST = 256;

/**
 * The ids of the jobs that a matrix is split into: `build`, `build-2`.
 *
 * @param before how many other jobs have such ids
 */
export function listShards(id: string, count: number, before = 0): string[] {
  return Array.from({ length: Math.max(1, Math.ceil(count / MOST)) }, (_, i) => `${id}${endShard(before + i)}`);
}

/** What the names of a shard end with: nothing for the first one. */
export function endShard(i: number): string {
  return i === 0 ? '' : `-${i + 1}`;
}

/** A job for each shard of a matrix, which differ in their rows alone. */
export function splitJob(id: string, rows: readonly Yaml[], render: (rows: Yaml) => GithubJob, before = 0): Record<string, GithubJob> {
  return Object.fromEntries(listShards(id, rows.length, before).map((shard, i) => [shard, render(rows.slice(i * MOST, (i + 1) * MOST))]));
}

/** The rows of a matrix of several images, each on one line, so that they can be read as a table. */
export function tabulate(rows: readonly Readonly<Record<string, Yaml | undefined>>[], isTable: boolean): Yaml[] {
  return isTable ? rows.map(row => annotateValue(row, { inline: true })) : [...rows];
}

/** What a job waits for: one id, or a list. */
export function joinNeeds(ids: readonly string[]): Yaml {
  return ids.length === 1 ? ids[0] : [...ids];
}
