import { Problem, Severity } from '../core';
import type { SkippedCheck } from '../plan';
import type { _Judgement } from './acknowledge';
import { _listBuildCheckIds, _formatLintId } from './registry/known-ids';

const CHECKS = new Set(_listBuildCheckIds());

/** The prefix of a check in an id. */
const GROUP = _formatLintId('');

/**
 * The checks that must not stop BuildKit, below a construct: those that users accepted or downgraded, and those whose outcome
 * is not known before the build.
 *
 * @param path of the construct
 * @internal
 */
export function _listSkippedChecks({ acknowledged, problems, undecided }: _Judgement, path: string): SkippedCheck[] {
  const isOwn = ({ id, by, where = '' }: Problem) => CHECKS.has(id) && `${by?.construct ?? where}/`.startsWith(`${path}/`);
  const skipped = [
    ...acknowledged.filter(({ problem }) => isOwn(problem)).map(({ problem, acknowledgement }) => describeSkipped(problem, acknowledgement.reason)),
    ...problems.filter(problem => isOwn(problem) && problem.severity !== Severity.ERROR).map(problem => describeSkipped(problem, `a policy downgrades it to ${describeSeverity(problem)}`)),
    ...listOpen(undecided.filter(isOwn)),
  ];
  const unique = new Map(skipped.map(each => [`${each.rule} ${each.reason}`, each]));
  return [...unique.values()].sort((a, b) => (a.rule < b.rule ? -1 : Number(a.rule > b.rule)));
}

/** One reason for each check, and how many more there are. */
function listOpen(problems: readonly Problem[]): SkippedCheck[] {
  return [...new Set(problems.map(({ id }) => id))].map(id => {
    const [first, ...more] = new Set(problems.filter(problem => problem.id === id).map(({ what }) => what));
    return describeSkipped({ id }, `${first[0].toLowerCase()}${first.slice(1).replace(/\.$/, '')}${more.length === 0 ? '' : `, and ${more.length} more`}`);
  });
}

function describeSkipped({ id }: Pick<Problem, 'id'>, reason: string): SkippedCheck {
  return { rule: id.slice(GROUP.length), reason };
}

function describeSeverity({ severity }: Problem): string {
  return severity === Severity.INFO ? 'information' : 'a warning';
}
