import type { Problem } from '../core';
import type { ImagePlan } from '../plan';
import * as rules from './rules';

/**
 * Runs every rule over a plan.
 *
 * @internal
 */
export function _check(plan: ImagePlan): Problem[] {
  return Object.values(rules).flatMap(rule => rule.check(plan).map(found => ({
    id: rule.id,
    where: plan.origin,
    why: rule.why,
    fix: rule.fix,
    ...found,
  })));
}
