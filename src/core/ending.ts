import { Origin } from './origin';
import type { Problem } from './problem';
import type { _Refusal } from './refusal';
import { _LocatedProblem, _countProblems, _formatReport } from './report';
import type { _TextStyle } from './text-style';

/**
 * What a program knows when a refusal ends it.
 *
 * @internal
 */
export interface _Ending {
  /** The refused values, and the problems found before. */
  readonly problems: readonly _LocatedProblem[];
  /** Whether files have been written before. */
  readonly isWritten: boolean;
}

let ending: (refused: readonly Problem[]) => _Ending = refused => ({ problems: refused.map(_locateProblem), isWritten: false });

/**
 * Sets the function that is called when a refusal ends the program.
 *
 * @internal
 */
export function _onEnding(listener: (refused: readonly Problem[]) => _Ending): void {
  ending = listener;
}

/**
 * Formats the report of a program that a refusal has ended.
 *
 * @internal
 */
export function _reportEnding(refusal: _Refusal, style: _TextStyle): string {
  const by = Origin._of(refusal);
  const { problems, isWritten } = ending(refusal.problems.map(problem => ({ ...problem, by })));
  return `imagewright: ${_countProblems(problems)}.${isWritten ? '' : ' No file was written.'}\n\n${_formatReport(problems, style)}\n`;
}

/**
 * Adds to a problem its place in the user's code, relative to the current directory.
 *
 * @internal
 */
export function _locateProblem(problem: Problem): _LocatedProblem {
  const prefix = `${process.cwd()}/`;
  return { ...problem, declared: problem.by?._places.map(place => (place.startsWith(prefix) ? place.slice(prefix.length) : place)) };
}
