import { _ownLines } from './own-lines';
import { Problem } from './problem';
import { _formatProblem } from './report';

/**
 * The error that a value throws when it is wrong by itself. Constructs catch it and report it with their path.
 * Its text holds all parts of the problem, because only the text crosses the border to another language.
 *
 * @internal
 */
export class _Refusal extends Error {
  public constructor(public readonly problem: Problem) {
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
export function _refuse(problem: Problem): never {
  throw new _Refusal(problem);
}
