import { Problem, Severity } from '../core';
import type { SkippedCheck } from '../plan';
import type { _Judged } from './acknowledge';
import { _buildCheckIds, _lintId } from './known-ids';

const CHECKS = new Set(_buildCheckIds());

/** What stands before the name of a check in an id. */
const GROUP = _lintId('');

/**
 * The checks at which BuildKit must not stop, of what is below a construct: those that users accepted or made lighter, and those of which
 * nobody can tell before the build whether BuildKit finds something.
 *
 * @param path of the construct
 * @internal
 */
export function _skippedChecks({ acknowledged, problems, undecided }: _Judged, path: string): SkippedCheck[] {
  const isOwn = ({ id, by, where = '' }: Problem) => CHECKS.has(id) && `${by?.construct ?? where}/`.startsWith(`${path}/`);
  const skipped = [
    ...acknowledged.filter(({ problem }) => isOwn(problem)).map(({ problem, acknowledgement }) => skip(problem, acknowledgement.reason)),
    ...problems.filter(problem => isOwn(problem) && problem.severity !== Severity.ERROR).map(problem => skip(problem, `a policy makes it ${weight(problem)}`)),
    ...openOnes(undecided.filter(isOwn)),
  ];
  const unique = new Map(skipped.map(each => [`${each.rule} ${each.reason}`, each]));
  return [...unique.values()].sort((a, b) => (a.rule < b.rule ? -1 : Number(a.rule > b.rule)));
}

/** One reason for each check; the others are of the same kind. */
function openOnes(problems: readonly Problem[]): SkippedCheck[] {
  return [...new Set(problems.map(({ id }) => id))].map(id => {
    const [first, ...more] = new Set(problems.filter(problem => problem.id === id).map(({ what }) => what));
    return skip({ id }, `${first[0].toLowerCase()}${first.slice(1).replace(/\.$/, '')}${more.length === 0 ? '' : `, and ${more.length} more`}`);
  });
}

function skip({ id }: Pick<Problem, 'id'>, reason: string): SkippedCheck {
  return { rule: id.slice(GROUP.length), reason };
}

function weight({ severity }: Problem): string {
  return severity === Severity.INFO ? 'information only' : 'a warning';
}
