/** How much a problem weighs. */
export enum Severity {
  /** Stops the synthesis: the image would not build or not start, or would not be what was declared. */
  ERROR = 'error',
  /** Shown, and does not stop the synthesis. */
  WARNING = 'warning',
  /** Worth knowing. */
  INFO = 'info',
}

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
   * @default - the construct that reports it, or nowhere for a value that belongs to no construct yet
   */
  readonly where?: string;
  /**
   * How much it weighs.
   * @default Severity.ERROR
   */
  readonly severity?: Severity;
}
