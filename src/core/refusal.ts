import { _ownLines } from './own-lines';
import type { Problem } from './problem';
import { Provenance } from './provenance';
import { _LocatedProblem, _counted, _formatReport } from './report';
import { Severity } from './severity';
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
    this.stack = [this.message, ..._ownLines(deepStack())].join('\n');
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
    const by = Provenance._of(this);
    const { problems, isWritten } = ending(this.#problems.map(problem => ({ ...problem, by })));
    return `imagewright: ${_counted(problems)}.${isWritten ? '' : ' No file was written.'}\n\n${_formatReport(problems, style)}\n`;
  }
}

/**
 * What a program knew when a refusal ended it.
 *
 * @internal
 */
export interface _Ending {
  /** What was refused, and what was found before. */
  readonly problems: readonly _LocatedProblem[];
  /** Whether there are files that were written before. */
  readonly isWritten: boolean;
}

let ending: (refused: readonly Problem[]) => _Ending = refused => ({ problems: refused.map(_located), isWritten: false });

/**
 * Sets what is asked when a refusal ends the program.
 *
 * @internal
 */
export function _onEnding(listener: (refused: readonly Problem[]) => _Ending): void {
  ending = listener;
}

/**
 * A problem with its place in the user's code, from the directory in which the program runs.
 *
 * @internal
 */
export function _located(problem: Problem): _LocatedProblem {
  const prefix = `${process.cwd()}/`;
  return { ...problem, declared: problem.by?._places.map(place => (place.startsWith(prefix) ? place.slice(prefix.length) : place)) };
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
    `${id}${severity === Severity.ERROR ? '' : ` (${severity})`}${where === undefined ? '' : `  at ${where}`}`,
    `  ${indented(what)}`,
    `  Why: ${indented(why)}`,
    `  Fix: ${indented(fix)}`,
  ].join('\n');
}

function indented(text: string): string {
  return text.replace(/\n(?=.)/g, '\n  ');
}

function deepStack(): string | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = DEPTH;
  const { stack } = new Error();
  Error.stackTraceLimit = limit;
  return stack;
}
