import type { Origin } from './origin';
import type { Severity } from './severity';
import type { Size } from './size';

/** One thing that is wrong, why it matters, and how to fix it. */
export interface Problem {
  /** Stable id, `group/name`, e.g. `go/platform`. Never renamed, never reused. */
  readonly id: string;
  /** What is wrong; quotes the given value. */
  readonly what: string;
  /** What breaks because of it, and when. */
  readonly why: string;
  /** What to do, with the available choices. */
  readonly fix: string;
  /**
   * Where it was declared: the path of a construct, or a file and line.
   * @default - the construct of `by`, or the one that reports it; unset for a value that belongs to no construct yet
   */
  readonly where?: string;
  /**
   * How serious it is.
   * @default Severity.ERROR
   */
  readonly severity?: Severity;
  /**
   * Who declared it; provides the line of the user's code and that of the Dockerfile.
   * @default - the construct that reports it
   */
  readonly by?: Origin;
  /**
   * Bytes that are transferred or stored needlessly.
   * @default - none, or unknown
   */
  readonly wasted?: Size;
  /**
   * For a check that a rule cannot decide: what is unknown.
   *
   * @internal
   */
  readonly _unknown?: string;
  /**
   * The line of the Dockerfile, if it is more precise than that of `by`.
   *
   * @internal
   */
  readonly _line?: number;
}
