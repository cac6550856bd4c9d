import { IConstruct } from 'constructs';
import { _describeFailure } from './describe-failure';
import { Origin } from './origin';
import { Problem } from './problem';
import { _Refusal } from './refusal';
import { _listOf, _text } from './shape';

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
      ...validate(construct),
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

/** What the validations of a construct say, which are code of users. */
function validate(construct: IConstruct): Problem[] {
  const where = findPlace(construct);
  try {
    return _listOf(_text)(construct.node.validate(), 'The answer').map(message => ({
      id: 'construct/validation',
      where,
      what: message,
      why: 'The validation of the construct itself failed.',
      fix: 'Correct what the message reports.',
    }));
  } catch (error) {
    return [{
      id: 'construct/validation-failed',
      where,
      what: `A validation of the construct failed: ${_describeFailure(error)}`,
      why: 'What it looks for may be wrong, but is not reported.',
      fix: 'Return a list of messages from validate(): ["No port is open."], or [] if all is well.',
    }];
  }
}

/** The path of a construct; the root has none, and often no id either. */
function findPlace({ node }: IConstruct): string | undefined {
  return node.path || node.id || undefined;
}
