import { _visible } from './hidden-characters';
import { _errorHere, _ownLines } from './own-lines';
import { Severity } from './severity';
import { _shownText } from './shown-text';
import type { _TextStyle } from './text-style';
import { _REPORT, _ReportedError } from './uncaught';

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

/** How many calls may lie between the user's line and the value that refuses. */
const DEPTH = 40;

/**
 * The error that a value throws when it is wrong by itself. Constructs catch it and report it with their path.
 * Its text holds all parts of the problem, because only the text crosses the border to another language.
 *
 * @internal
 */
export class _Refusal extends _ReportedError {
  readonly #problems: readonly [_Refused, ..._Refused[]];

  /** @param problems all that is wrong with it */
  public constructor(...problems: readonly [_Refused, ..._Refused[]]) {
    super('Refusal', problems.map(_formatProblem).join('\n\n'));
    this.#problems = problems;
    this.stack = [this.message, ..._ownLines(_errorHere(DEPTH).stack)].join('\n');
  }

  /** The first one, which is the only one but where a call is wrong in several places. */
  public get problem(): _Refused {
    return this.#problems[0];
  }

  /** All that is wrong. */
  public get problems(): readonly _Refused[] {
    return this.#problems;
  }

  /** With what else was found so far. */
  public [_REPORT](style: _TextStyle): string {
    return report(this, style);
  }
}

let report: (refusal: _Refusal, style: _TextStyle) => string = ({ message }) => message;

/**
 * Sets what is printed for a refusal that nobody catches.
 *
 * @internal
 */
export function _onUncaughtRefusal(listener: (refusal: _Refusal, style: _TextStyle) => string): void {
  report = listener;
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
 * Refuses a value that is wrong in several ways.
 *
 * @throws always
 * @internal
 */
export function _refuseAll(problems: readonly [_Refused, ..._Refused[]]): never {
  throw new _Refusal(...problems);
}

/**
 * One problem as text: id and place, what, why, fix.
 *
 * @internal
 */
export function _formatProblem({ id, what, why, fix, where, severity = Severity.ERROR }: _Refused): string {
  return [
    `${_visible(id)}${severity === Severity.ERROR ? '' : ` (${severity})`}${where === undefined ? '' : `  at ${_shownText(where)}`}`,
    `  ${indented(what)}`,
    `  Why: ${indented(why)}`,
    `  Fix: ${indented(fix)}`,
  ].join('\n');
}

function indented(text: string): string {
  return _shownText(text).replace(/\n(?=.)/g, '\n  ');
}

