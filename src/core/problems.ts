import { IConstruct } from 'constructs';
import { Origin } from './origin';
import { Problem } from './problem';
import { _Refusal } from './refusal';

/** Where the problems of a construct are kept: a property, so that two copies of this library see the same list. */
const PROBLEMS = Symbol.for('imagewright.problems');

/**
 * The problems that constructs have reported about themselves. They are shown together, before any file is written.
 *
 * Blocks of your own use it for what is wrong in combination:
 * `Problems.of(this).report({ id: 'acme/port', what: …, why: …, fix: … })`.
 */
export class Problems {
  /** The problems of this construct. */
  public static of(scope: IConstruct): Problems {
    return new Problems(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Reports a problem of this construct. Its place is the construct's path unless it names another.
   *
   * @param problem with an id of your own, `group/name`
   */
  public report(problem: Problem): void {
    const where = problem.where ?? placeOf(this.scope);
    const owner = this.scope as unknown as Record<symbol, Problem[]>;
    (owner[PROBLEMS] ??= []).push({ ...problem, where, by: problem.by ?? Origin._now(this.scope.node.path) });
  }

  /** The problems of this construct and of all below it, in the order of the tree. */
  public all(): Problem[] {
    return this.scope.node.findAll().flatMap(construct => [
      ...new Problems(construct)._own,
      ...construct.node.validate().map(message => ({
        id: 'construct/validation',
        where: placeOf(construct),
        what: message,
        why: 'The construct itself says that it is not valid.',
        fix: 'Change what its message names.',
      })),
    ]);
  }

  /**
   * Those of this construct alone.
   *
   * @internal
   */
  public get _own(): readonly Problem[] {
    return (this.scope as unknown as Record<symbol, Problem[] | undefined>)[PROBLEMS] ?? [];
  }

  /**
   * Runs `make`; a value that refuses becomes a problem of this construct.
   *
   * @internal
   */
  public _collect<T>(make: () => T): T | undefined {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof _Refusal)) throw error;
      for (const problem of error.problems) this.report(problem);
      return undefined;
    }
  }
}

/** The path of a construct; the root has none, and often no name either. */
function placeOf({ node }: IConstruct): string | undefined {
  return node.path || node.id || undefined;
}
