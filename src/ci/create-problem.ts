import type { Problem } from '../core';

/** A problem of a pipeline, which is reported at the pipeline. */
export function createProblem(id: string, what: string, why: string, fix: string): Problem {
  return { id, what, why, fix };
}
