import type { LintRule } from './rule';
import * as rules from './rules';

/**
 * What there is to know about a rule.
 *
 * @internal
 */
export interface _RuleInfo {
  readonly id: string;
  readonly description: string;
  /** The frontend that brought it. */
  readonly since?: string;
  /** Where it is explained. */
  readonly url?: string;
}

/**
 * A check that no reader of the file alone can make, and why.
 *
 * @internal
 */
export const _UNDECIDED: _RuleInfo & { readonly reason: string } = {
  id: 'InvalidBaseImagePlatform',
  description: 'The base image has the platform that is asked for.',
  since: '1.8',
  reason: 'Only the registry knows which platforms an image has.',
};

/**
 * All rules, by id.
 *
 * @internal
 */
export function _lintRules(): _RuleInfo[] {
  return Object.values<LintRule>(rules)
    .map(rule => ({ id: rule.id, description: rule.description, since: rule.since, url: _ruleUrl(rule) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * The page of a rule.
 *
 * @internal
 */
export function _ruleUrl({ page }: LintRule): string | undefined {
  return page === undefined ? undefined : `https://docs.docker.com/go/dockerfile/rule/${page}/`;
}
