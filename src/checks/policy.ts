import type { Problem, Origin, Severity } from '../core';
import type { IRule } from './rule';
import * as rules from './rules';

/**
 * What a team makes of the checks: a plain object, so that a package of the team can export it.
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
   * Rules of its own.
   * @default - none
   */
  readonly rules?: IRule[];
  /**
   * How much findings weigh, by their ids, e.g. `{ 'user/root': Severity.ERROR }`. What a construct itself reports as an error stays one.
   * @default - as the rules say
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

/** Of a rule: group and name, in kebab case. */
const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\/[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** The ids of this library's rules. */
const OWN = new Set(Object.values(rules).map(({ id }) => id));

/**
 * The rules that can be run: with an id that no other rule has.
 *
 * @internal
 */
export function _soundRules(team: IRule[]): IRule[] {
  const ids = new Map<string, IRule>();
  for (const rule of team) if (ID.test(rule.id) && !OWN.has(rule.id) && !ids.has(rule.id)) ids.set(rule.id, rule);
  return [...ids.values()];
}

/**
 * What is wrong with the rules of policies. The same rule may come with several of them.
 *
 * @internal
 */
export function _ruleProblems(policies: _AppliedPolicy[]): Problem[] {
  const first = new Map<string, IRule>();
  return policies.flatMap(({ policy, by }) => (policy.rules ?? []).flatMap(rule => {
    if (!ID.test(rule.id)) return [badId(rule.id, by)];
    if (OWN.has(rule.id)) return [twice(rule.id, 'imagewright itself', by)];
    const other = first.get(rule.id) ?? rule;
    first.set(rule.id, other);
    return other === rule ? [] : [twice(rule.id, `the one with the title "${other.title}"`, by)];
  }));
}

function badId(id: string, by: Origin): Problem {
  return {
    id: 'checks/rule-id',
    by,
    where: by.construct,
    what: `A policy brings a rule with the id ${JSON.stringify(id)}.`,
    why: 'The rule is not run: nobody could acknowledge what it finds, or set its weight.',
    fix: 'Give it an id of a group and a name in lower case, e.g. "acme/port"; in Python as a @property, for jsii sees no plain attribute.',
  };
}

function twice(id: string, other: string, by: Origin): Problem {
  return {
    id: 'checks/rule-twice',
    by,
    where: by.construct,
    what: `A policy brings the rule ${id}, and another rule has that id: ${other}.`,
    why: 'Only the first of the two is run.',
    fix: 'Give it an id of its own. The group may be the name of the team, e.g. "acme/port".',
  };
}
