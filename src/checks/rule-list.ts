import { Severity } from '../core';
import { _UNDECIDED, _lintRules } from '../dockerfile';
import { _lintId } from './known-ids';
import * as rules from './rules';

/**
 * What a reader of a finding wants to know about its rule.
 *
 * @internal
 */
export interface _ListedRule {
  readonly id: string;
  /** What is true where the rule is content. */
  readonly title: string;
  /** How much a finding weighs where no policy says otherwise. */
  readonly severity: Severity;
  readonly why: string;
  readonly fix: string;
  /** Dockerfiles that it reports; those of the rules about images are in docs/reference/rules.md. */
  readonly bad?: readonly string[];
  /** Dockerfiles that it accepts. */
  readonly good?: readonly string[];
  /** Where else it is explained. */
  readonly url?: string;
}

/**
 * All rules: those about images, and those about the language of Dockerfiles; by id.
 *
 * @internal
 */
export function _ruleList(): _ListedRule[] {
  const language = [..._lintRules(), { ..._UNDECIDED, severity: Severity.WARNING }]
    .map(({ id, description: title, severity, why, fix, bad, good, url }) => ({ id: _lintId(id), title, severity, why, fix, bad, good, url }));
  const images = Object.values(rules).map(({ id, title, severity, why, fix }) => ({ id, title, severity, why, fix }));
  return [...images, ...language].sort((a, b) => (a.id < b.id ? -1 : 1));
}
