import { Problem } from './problem';
import { _formatProblem } from './report';

/** The folder of this library. */
const LIBRARY = __dirname.replace(/core$/, '');

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
    // Of the stack the reader wants the lines of their own: those that said what is refused.
    const frames = (this.stack ?? '').split('\n').filter(line => /^ +at /.test(line) && !line.includes(LIBRARY) && !line.includes('node:'));
    this.stack = [this.message, ...frames].join('\n');
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
