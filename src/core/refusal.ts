import { _escapeHidden } from './hidden-characters';
import { _createError, _findOwnLines } from './own-lines';
import { Severity } from './severity';
import { _escapeMessage } from './shown-text';
import type { _TextStyle } from './text-style';
import { _REPORT, _ReportedError } from './uncaught';

/**
 * The parts of a problem that are text: all that a refused value knows.
 *
 * @internal
 */
export interface _RefusedProblem {
  readonly id: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  readonly where?: string;
  readonly severity?: Severity;
}

/** How many problems the text contains. */
const MOST_PROBLEMS = 20;
/** The maximum number of calls between the user's line and the refusal. */
const DEPTH = 40;

/**
 * The error that is thrown for a value that cannot be made. Constructs catch it and report it with their path.
 * Its text contains all parts of the problem, because other languages only get the text.
 *
 * @internal
 */
export class _Refusal extends _ReportedError {
  readonly #problems: readonly [_RefusedProblem, ..._RefusedProblem[]];

  /** @param problems everything that is wrong with the value */
  public constructor(...problems: readonly [_RefusedProblem, ..._RefusedProblem[]]) {
    super('Refusal', [
      ...problems.slice(0, MOST_PROBLEMS).map(_formatProblem),
      ...(problems.length > MOST_PROBLEMS ? [`and ${problems.length - MOST_PROBLEMS} more problems`] : []),
    ].join('\n\n'));
    this.#problems = problems;
    this.stack = [this.message, ..._findOwnLines(_createError(DEPTH).stack)].join('\n');
  }

  /** The first problem; there are more only if a call is wrong in several places. */
  public get problem(): _RefusedProblem {
    return this.#problems[0];
  }

  /** Everything that is wrong. */
  public get problems(): readonly _RefusedProblem[] {
    return this.#problems;
  }

  /** The report, with the problems found so far. */
  public [_REPORT](style: _TextStyle): string {
    return report(this, style);
  }
}

let report: (refusal: _Refusal, style: _TextStyle) => string = ({ message }) => message;

/**
 * Sets the function that formats an uncaught refusal.
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
export function _refuse(problem: _RefusedProblem): never {
  throw new _Refusal(problem);
}

/**
 * Refuses a value that is wrong in several ways.
 *
 * @throws always
 * @internal
 */
export function _refuseAll(problems: readonly [_RefusedProblem, ..._RefusedProblem[]]): never {
  throw new _Refusal(...problems);
}

/**
 * Formats a problem as text: id and place, what, why, fix.
 *
 * @internal
 */
export function _formatProblem({ id, what, why, fix, where, severity = Severity.ERROR }: _RefusedProblem): string {
  return [
    `${_escapeHidden(id)}${severity === Severity.ERROR ? '' : ` (${severity})`}${where === undefined ? '' : `  at ${_escapeMessage(where)}`}`,
    `  ${indentText(what)}`,
    `  Why: ${indentText(why)}`,
    `  Fix: ${indentText(fix)}`,
  ].join('\n');
}

function indentText(text: string): string {
  return _escapeMessage(text).replace(/\n(?=.)/g, '\n  ');
}

