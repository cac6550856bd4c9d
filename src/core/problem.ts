import type { Origin } from './origin';
import type { Severity } from './severity';
import type { Size } from './size';

/** One thing that is wrong, in words that tell its reader what to do. */
export interface Problem {
  /** Stable id, `group/name`, e.g. `go/platform`. Never renamed, never reused. */
  readonly id: string;
  /** What is wrong; quotes the value that was given. */
  readonly what: string;
  /** What breaks because of it, and when. */
  readonly why: string;
  /** What to do, with the choices there are. */
  readonly fix: string;
  /**
   * Where it was declared: a construct path, or a file and line.
   * @default - the construct of `by`, or the one that reports it; nowhere for a value that belongs to no construct yet
   */
  readonly where?: string;
  /**
   * How much it weighs.
   * @default Severity.ERROR
   */
  readonly severity?: Severity;
  /**
   * Who said what is wrong: gives the line of the user's code, and that of the Dockerfile.
   * @default - the construct that reports it
   */
  readonly by?: Origin;
  /**
   * Bytes that are transferred or stored for nothing.
   * @default - none, or not known
   */
  readonly wasted?: Size;
  /**
   * Of what a rule cannot tell: what is not known.
   *
   * @internal
   */
  readonly _unknown?: string;
  /**
   * The line of the Dockerfile, where it is known better than by `by`.
   *
   * @internal
   */
  readonly _line?: number;
}
