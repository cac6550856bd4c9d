import { Severity } from '../core';
import { _UNDECIDED, _lintRules } from '../dockerfile';
import { _FINDING_IDS } from '../manifest';
import * as rules from './rules';

/** What constructs report about themselves as less than an error, so that it can be acknowledged. */
const REPORTED = [
  'base/pinned',
  'ci/unpinned',
  'go/feature-catalog',
  'go/feature-loss',
  'go/feature-version',
  'image/frontend',
  'image/unused-stage',
  'project/file-case',
  'project/hidden-character',
];

/**
 * The ids of all that this library finds and lets users acknowledge.
 *
 * @internal
 */
export function _knownIds(): string[] {
  return [...Object.values(rules).map(({ id }) => id), ...[..._lintRules(), _UNDECIDED].map(({ id }) => _lintId(id)), ...REPORTED, ..._FINDING_IDS];
}

/**
 * The ids of BuildKit's own checks. Whoever builds decides what they weigh, so they are opinions like those of our rules.
 *
 * @internal
 */
export function _buildCheckIds(): string[] {
  return [..._lintRules(), _UNDECIDED].filter(({ id }) => !id.includes('/')).map(({ id }) => _lintId(id));
}

/** What nobody sees in a Dockerfile: an error in one that is generated, since its declaration can be changed; but who needs it may say so. */
const HIDDEN = 'dockerfile/hidden-character';

/**
 * The ids of what is found in Dockerfiles, and which users may answer whatever it weighs.
 *
 * @internal
 */
export function _lintOpinions(): string[] {
  return [..._buildCheckIds(), HIDDEN];
}

/**
 * How much a finding in a generated Dockerfile weighs.
 *
 * @internal
 */
export function _weightInGenerated(id: string, severity: Severity): Severity {
  return id === HIDDEN ? Severity.ERROR : severity;
}

/**
 * Whether `verify` finds it, in the built image: nothing is known about that at synthesis.
 *
 * @internal
 */
export function _isFoundInBuilt(id: string): boolean {
  return (_FINDING_IDS as readonly string[]).includes(id);
}

/**
 * What a rule of the Dockerfile language is called among the others.
 *
 * @internal
 */
export function _lintId(rule: string): string {
  return rule.includes('/') ? rule : `dockerfile/${rule}`;
}
