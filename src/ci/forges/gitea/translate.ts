import type { Feature } from './features';
import { AnnotatedValue, Evaluated, Evaluation, Yaml, annotateValue } from '../../../yaml';

/** A workflow for one of the forges, and the features that were left out of it. */
export interface Translation {
  readonly content: Yaml;
  readonly lost: readonly Feature[];
}

type Map = Record<string, Yaml | undefined>;

/** The keys that belong to a feature, by where they stand. */
const KEYS = {
  events: { merge_group: 'mergeQueue' },
  workflow: { permissions: 'permissions', concurrency: 'concurrency' },
  concurrency: { queue: 'queue' },
  job: { 'permissions': 'permissions', 'timeout-minutes': 'timeouts', 'environment': 'environments', 'concurrency': 'jobConcurrency' },
} as const satisfies Record<string, Record<string, Feature>>;

/**
 * Leaves out of a workflow of GitHub what a forge does not have. Where only whole workflows have an order, the workflow takes that of its job: a
 * release then waits for the one before.
 */
export function translateWorkflow(content: Yaml, has: (feature: Feature) => boolean): Translation {
  const lost = new Set<Feature>();
  const keep = (keys: Readonly<Record<string, Feature>>) => (map: Map): Map => Object.fromEntries(Object.entries(map).filter(([key, value]) => {
    const isKept = !Object.hasOwn(keys, key) || has(keys[key]);
    if (!isKept && value !== undefined) lost.add(keys[key]);
    return isKept;
  }));
  const keepQueue = (map: Map): Map => ('concurrency' in map ? { ...map, concurrency: change(map.concurrency, keep(KEYS.concurrency)) } : map);
  const orders = has('jobConcurrency') ? [] : listJobs(content).flatMap(({ concurrency }) => (concurrency === undefined ? [] : [concurrency]));
  const ordered = orders.length === 0 ? readMap(content) : { ...readMap(content), concurrency: orders[0] };
  const workflow = keepQueue(keep(KEYS.workflow)(ordered));
  return {
    content: {
      ...workflow,
      on: change(workflow.on, keep(KEYS.events)),
      jobs: change(workflow.jobs, jobs => Object.fromEntries(
        Object.entries(jobs).map(([id, job]) => [id, change(job, map => keepQueue(keep(KEYS.job)(map)))]),
      )),
    },
    lost: [...lost],
  };
}

function listJobs(content: Yaml): Map[] {
  return Object.values(readMap(readMap(content).jobs)).map(readMap);
}

/** Changes a map, and keeps what is around it. */
function change(value: Yaml | undefined, edit: (map: Map) => Map): Yaml | undefined {
  if (value instanceof AnnotatedValue) return annotateValue(change(value.value, edit)!, value.look);
  return isMap(value) ? edit(value) as Yaml : value;
}

/** A map without what is around it; empty if the value is none. */
function readMap(value: Yaml | undefined): Map {
  if (value instanceof AnnotatedValue) return readMap(value.value);
  return isMap(value) ? value : {};
}

function isMap(value: Yaml | undefined): value is Map & Yaml {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Evaluated) && !(value instanceof Evaluation) && !(value instanceof AnnotatedValue);
}
