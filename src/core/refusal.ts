import { _ownLines } from './own-lines';
import { Severity } from './severity';
import { _shownText } from './shown-text';

/**
 * The parts of a problem that are text, which is all that a value knows that is wrong by itself.
 *
 * @internal
 */
export interface _Refused {
  readonly id: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  readonly where?: string;
  readonly severity?: Severity;
}

/**
 * The error that a value throws when it is wrong by itself. Constructs catch it and report it with their path.
 * Its text holds all parts of the problem, because only the text crosses the border to another language.
 *
 * @internal
 */
export class _Refusal extends Error {
  public constructor(public readonly problem: _Refused) {
    super(_formatProblem(problem));
    this.name = 'Refusal';
    this.stack = [this.message, ..._ownLines(this.stack)].join('\n');
  }
}

/**
 * Refuses a value.
 *
 * @throws always
 * @internal
 */
export function _refuse(problem: _Refused): never {
  throw new _Refusal(problem);
}

/**
 * One problem as text: id and place, what, why, fix.
 *
 * @internal
 */
export function _formatProblem({ id, what, why, fix, where, severity = Severity.ERROR }: _Refused): string {
  return [
    `${id}${severity === Severity.ERROR ? '' : ` (${severity})`}${where === undefined ? '' : `  at ${_shownText(where)}`}`,
    `  ${indented(what)}`,
    `  Why: ${indented(why)}`,
    `  Fix: ${indented(fix)}`,
  ].join('\n');
}

function indented(text: string): string {
  return _shownText(text).replace(/\n(?=.)/g, '\n  ');
}
