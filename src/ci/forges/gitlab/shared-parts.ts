import { isDeepStrictEqual } from 'node:util';
import type { GitlabJob } from './setup';
import type { Yaml } from '../../../yaml';

/** The parts of similar jobs: what a hidden job has for all of them, and what is left of each. */
export interface Parts {
  readonly shared: GitlabJob;
  readonly own: readonly GitlabJob[];
}

/**
 * Parts jobs that extend the same hidden job. Of a list or a text it has the one that most of them have, which the others replace. Maps are merged,
 * so it has those which are the same in all; of variables, each that is.
 *
 * @see https://docs.gitlab.com/ci/yaml/yaml_optimization/#use-extends-to-reuse-configuration-sections
 */
export function shareParts(jobs: readonly GitlabJob[]): Parts {
  const variables = shareEqual(jobs.map(job => (job.variables ?? {}) as GitlabJob));
  const keys = Object.keys(jobs[0]).filter(key => key !== 'variables' && jobs.length > 1 && jobs.every(job => job[key] !== undefined));
  const found = keys.map((key): [string, Yaml | undefined] => [key, findShared(jobs.map(job => job[key]!))]);
  const shared: GitlabJob = Object.fromEntries(found.filter(([, value]) => value !== undefined));
  return {
    shared: { ...shared, ...nameVariables(variables.shared) },
    own: jobs.map((job, i) => ({
      ...Object.fromEntries(Object.entries(job).filter(([key, value]) => key !== 'variables' && !isDeepStrictEqual(value, shared[key]))),
      ...nameVariables(variables.own[i]),
    })),
  };
}

/** Parts maps into the entries that are the same in all of them, and the others. */
export function shareEqual(maps: readonly GitlabJob[]): Parts {
  const isShared = (key: string) => maps.length > 1 && maps.every(map => key in map && isDeepStrictEqual(map[key], maps[0][key]));
  const shared = new Set(Object.keys(maps[0]).filter(isShared));
  const pick = (map: GitlabJob, wanted: boolean) => Object.fromEntries(Object.entries(map).filter(([key]) => shared.has(key) === wanted));
  return { shared: pick(maps[0], true), own: maps.map(map => pick(map, false)) };
}

function nameVariables(variables: GitlabJob): GitlabJob {
  return Object.keys(variables).length === 0 ? {} : { variables };
}

/** The value that most jobs have; of maps, the one that all have. */
function findShared(values: readonly Yaml[]): Yaml | undefined {
  const texts = values.map(value => JSON.stringify(value));
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const [usual, most] = [...counts].reduce((one, other) => (other[1] > one[1] ? other : one));
  const isReplaced = typeof values[0] === 'string' || Array.isArray(values[0]);
  return most === values.length || (isReplaced && most > 1) ? values[texts.indexOf(usual)] : undefined;
}
