import type { LintRule } from './rule';
import * as rules from './rules';
import type { Severity } from '../../core';

/**
 * The properties of a rule.
 *
 * @internal
 */
export interface _RuleInfo {
  readonly id: string;
  readonly description: string;
  /** The severity of a finding, unless `# check=error=true` makes it an error. */
  readonly severity?: Severity;
  /** Why a finding matters. */
  readonly why: string;
  /** How to fix a finding. */
  readonly fix: string;
  /** The frontend that introduced it. */
  readonly since?: string;
  /** Files that it reports. */
  readonly bad?: readonly string[];
  /** Files about which no rule reports anything. */
  readonly good?: readonly string[];
  /** The page about it. */
  readonly url?: string;
}

/**
 * A check that needs more than the file, with the reason.
 *
 * @internal
 */
export const _UNDECIDED: _RuleInfo & { readonly reason: string } = {
  id: 'InvalidBaseImagePlatform',
  description: 'The base image has the requested platform.',
  why: 'The programs of the base image are for another machine: they do not start, or are emulated.',
  fix: 'Pin the digest of the index, which has all platforms, or use an image that has this one.',
  since: '1.8',
  reason: 'Only the registry knows which platforms an image has.',
};

/**
 * All rules, by id.
 *
 * @internal
 */
export function _listLintRules(): (_RuleInfo & { readonly severity: Severity })[] {
  return Object.values<LintRule>(rules)
    .map(rule => ({ ...describeRule(rule), url: _ruleUrl(rule) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function describeRule({ id, description, severity, why, fix, since, bad, good }: LintRule): _RuleInfo & { readonly severity: Severity } {
  return { id, description, severity, why, fix, since, bad, good };
}

/**
 * The page of a rule.
 *
 * @internal
 */
export function _ruleUrl({ page }: LintRule): string | undefined {
  return page === undefined ? undefined : `https://docs.docker.com/go/dockerfile/rule/${page}/`;
}
