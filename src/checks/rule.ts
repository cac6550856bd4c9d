import type { Problem } from '../core';
import type { ImagePlan } from '../plan';

/**
 * One thing that is checked on the plan of an image.
 *
 * @internal
 */
export interface Rule {
  /** Stable: never renamed, never reused. */
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  /** What is wrong and, if it is known, where. */
  check(plan: ImagePlan): Pick<Problem, 'what' | 'where'>[];
}
