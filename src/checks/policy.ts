import type { Problem, Origin, Severity } from '../core';
import type { IRule } from './rule';
import * as rules from './rules';

/**
 * Team settings for the checks: a plain object, so that a package of the team can export it.
 *
 * @example
 * import { Checks, IRule, Policy, Severity } from 'imagewright';
 *
 * declare const teamLabel: IRule;
 *
 * const policy: Policy = {
 *   rules: [teamLabel],
 *   severities: { 'user/root': Severity.ERROR, 'pin/apk-version': Severity.WARNING },
 * };
 * Checks.of(project).apply(policy);
 */
export interface Policy {
  /**
   * Rules of the team.
   * @default - none
   */
  readonly rules?: IRule[];
  /**
   * Severities of findings by id, e.g. `{ 'user/root': Severity.ERROR }`. An error that a construct itself reports stays an error.
   * @default - the severities of the rules
   */
  readonly severities?: Record<string, Severity>;
}

/**
 * A policy, and where it was applied.
 *
 * @internal
 */
export interface _AppliedPolicy {
  readonly policy: Policy;
  readonly by: Origin;
}

/** The id of a rule: group and name, in kebab case. */
const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\/[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** The ids of this library's rules. */
const OWN = new Set(Object.values(rules).map(({ id }) => id));

/**
 * The rules that can be run: those with a valid id that no other rule has.
 *
 * @internal
 */
export function _listSoundRules(team: IRule[]): IRule[] {
  const ids = new Map<string, IRule>();
  for (const rule of team) if (ID.test(rule.id) && !OWN.has(rule.id) && !ids.has(rule.id)) ids.set(rule.id, rule);
  return [...ids.values()];
}

/**
 * The problems of the rules of policies. Several policies may add the same rule.
 *
 * @internal
 */
export function _checkRules(policies: _AppliedPolicy[]): Problem[] {
  const first = new Map<string, IRule>();
  return policies.flatMap(({ policy, by }) => (policy.rules ?? []).flatMap(rule => {
    if (!ID.test(rule.id)) return [describeBadId(rule.id, by)];
    if (OWN.has(rule.id)) return [describeTwice(rule.id, 'imagewright itself', by)];
    const other = first.get(rule.id) ?? rule;
    first.set(rule.id, other);
    return other === rule ? [] : [describeTwice(rule.id, `the one with the title "${other.title}"`, by)];
  }));
}

function describeBadId(id: string, by: Origin): Problem {
  return {
    id: 'checks/rule-id',
    by,
    where: by.construct,
    what: `A policy adds a rule with the id ${JSON.stringify(id)}.`,
    why: 'The rule is not run, because its findings could not be acknowledged and their severity could not be set.',
    fix: 'Give it an id with a group and a name in lower case, e.g. "acme/port".',
  };
}

function describeTwice(id: string, other: string, by: Origin): Problem {
  return {
    id: 'checks/rule-twice',
    by,
    where: by.construct,
    what: `A policy adds the rule ${id}, but another rule has that id: ${other}.`,
    why: 'Only the first of them is run.',
    fix: 'Give it another id. The group may be the name of the team, e.g. "acme/port".',
  };
}
