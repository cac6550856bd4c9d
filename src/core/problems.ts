import { IConstruct } from 'constructs';
import { Origin } from './origin';
import { Problem } from './problem';
import { _Refusal } from './refusal';

/** The property of a construct that holds its problems: two copies of this library see the same list. */
const PROBLEMS = Symbol.for('imagewright.problems');

/**
 * The problems that constructs have reported about themselves. They are shown together, before any file is written.
 *
 * Use it in your own blocks to report options that do not fit together:
 * `Problems.of(this).report({ id: 'acme/port', what: …, why: …, fix: … })`.
 */
export class Problems {
  /** The problems of this construct. */
  public static of(scope: IConstruct): Problems {
    return new Problems(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Reports a problem of this construct. The problem's place is the construct's path unless it names another.
   *
   * @param problem the problem, with an id of your own, `group/name`
   */
  public report(problem: Problem): void {
    const where = problem.where ?? findPlace(this.scope);
    const owner = this.scope as unknown as Record<symbol, Problem[]>;
    (owner[PROBLEMS] ??= []).push({ ...problem, where, by: problem.by ?? Origin._now(this.scope.node.path) });
  }

  /** The problems of this construct and of all constructs below it, in the order of the tree. */
  public all(): Problem[] {
    return this.scope.node.findAll().flatMap(construct => [
      ...new Problems(construct)._own,
      ...construct.node.validate().map(message => ({
        id: 'construct/validation',
        where: findPlace(construct),
        what: message,
        why: 'The validation of the construct itself failed.',
        fix: 'Correct what the message reports.',
      })),
    ]);
  }

  /**
   * The problems of this construct only.
   *
   * @internal
   */
  public get _own(): readonly Problem[] {
    return (this.scope as unknown as Record<symbol, Problem[] | undefined>)[PROBLEMS] ?? [];
  }

  /**
   * Runs `make`; refused values become problems of this construct.
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

/** The path of a construct; the root has none, and often no id either. */
function findPlace({ node }: IConstruct): string | undefined {
  return node.path || node.id || undefined;
}
