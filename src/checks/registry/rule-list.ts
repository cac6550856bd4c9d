import { _formatLintId } from './known-ids';
import { Severity } from '../../core';
import { _UNDECIDED, _listLintRules } from '../../dockerfile';
import * as rules from '../rules';

/**
 * A rule as it is shown to readers of its findings.
 *
 * @internal
 */
export interface _ListedRule {
  readonly id: string;
  /** What the rule checks, as a true sentence about a good image. */
  readonly title: string;
  /** The severity of its findings, unless a policy sets another one. */
  readonly severity: Severity;
  readonly why: string;
  readonly fix: string;
  /** Dockerfiles that it reports; examples of the rules about images are in docs/reference/rules.md. */
  readonly bad?: readonly string[];
  /** Dockerfiles that it accepts. */
  readonly good?: readonly string[];
  /** A page that explains it. */
  readonly url?: string;
}

/**
 * All rules: those about images, and those about the language of Dockerfiles; by id.
 *
 * @internal
 */
export function _listRules(): _ListedRule[] {
  const language = [..._listLintRules(), { ..._UNDECIDED, severity: Severity.WARNING }]
    .map(({ id, description: title, severity, why, fix, bad, good, url }) => ({ id: _formatLintId(id), title, severity, why, fix, bad, good, url }));
  const images = Object.values(rules).map(({ id, title, severity, why, fix }) => ({ id, title, severity, why, fix }));
  return [...images, ...language].sort((a, b) => (a.id < b.id ? -1 : 1));
}
