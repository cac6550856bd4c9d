import { Severity } from '../../core';
import { _UNDECIDED, _listLintRules } from '../../dockerfile';
import { _FINDING_IDS } from '../../manifest';
import * as rules from '../rules';

/** Problems that constructs report about themselves with a severity below error, so that they can be acknowledged. */
const REPORTED = [
  'base/pinned',
  'busybox/unknown-version',
  'ci/unpinned',
  'ci/unsupported',
  'go/feature-catalog',
  'go/feature-loss',
  'go/feature-unknown',
  'go/feature-version',
  'image/frontend',
  'image/undeclared-secret',
  'image/undeclared-ssh',
  'image/unused-context',
  'image/unused-secret',
  'image/unused-ssh',
  'image/unused-stage',
  'project/context-platform',
  'project/file-case',
  'project/hidden-character',
  'renovate/automerge',
  'routeros/memory-tight',
  'routeros/packed-memory',
];

/**
 * The ids of everything that users can acknowledge.
 *
 * @internal
 */
export function _listKnownIds(): string[] {
  return [
    ...Object.values(rules).map(({ id }) => id),
    ...[..._listLintRules(), _UNDECIDED].map(({ id }) => _formatLintId(id)),
    ...REPORTED, ..._FINDING_IDS,
  ];
}

/**
 * The ids of BuildKit's own checks. The user decides their severity, so they are opinions like those of our rules.
 *
 * @internal
 */
export function _listBuildCheckIds(): string[] {
  return [..._listLintRules(), _UNDECIDED].filter(({ id }) => !id.includes('/')).map(({ id }) => _formatLintId(id));
}

/** A hidden character is an error in a generated Dockerfile, because its declaration can be changed; but it can be acknowledged. */
const HIDDEN = 'dockerfile/hidden-character';

/**
 * The ids of findings in Dockerfiles that users may acknowledge whatever their severity.
 *
 * @internal
 */
export function _listLintOpinions(): string[] {
  return [..._listBuildCheckIds(), HIDDEN];
}

/**
 * The severity of a finding in a generated Dockerfile.
 *
 * @internal
 */
export function _findGeneratedSeverity(id: string, severity: Severity): Severity {
  return id === HIDDEN ? Severity.ERROR : severity;
}

/**
 * Whether an id is of a finding that `verify` makes in the built image, which is not known at synthesis.
 *
 * @internal
 */
export function _isFoundInBuilt(id: string): boolean {
  return (_FINDING_IDS as readonly string[]).includes(id);
}

/**
 * The id of a rule of the Dockerfile language among all ids.
 *
 * @internal
 */
export function _formatLintId(rule: string): string {
  return rule.includes('/') ? rule : `dockerfile/${rule}`;
}
