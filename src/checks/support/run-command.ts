/**
 * The effect of a failing command:
 * - `stops`: the build stops
 * - `unnoticed`: the script continues
 * - `piped`: the script continues, because the last command of its pipe decides
 * - `handled`: the script checks for it, e.g. in a condition or before `||`
 *
 * @internal
 */
export type _FailureOutcome = 'stops' | 'unnoticed' | 'piped' | 'handled';

/**
 * A program that starts another one: `sudo`, `env`.
 *
 * @internal
 */
export interface _Wrapping {
  /** Without its directory. */
  readonly name: string;
  /** Its own arguments; undefined for computed ones. */
  readonly words: (string | undefined)[];
}

/**
 * One command of a `RUN` as executed: without `env`, `nice` and the like before it.
 *
 * @internal
 */
export interface _RunCommand {
  /** Name of the program, without its directory; empty if it is computed. */
  readonly name: string;
  /** The program and its arguments; undefined for computed ones. */
  readonly words: (string | undefined)[];
  /** The same, as written in the script. */
  readonly sources: string[];
  /** The programs that start it, the outermost first. */
  readonly wrappers: _Wrapping[];
  /** Whether it runs unless an earlier command fails. False in a branch, a loop, a function or after `||`. */
  readonly isCertain: boolean;
  readonly failure: _FailureOutcome;
  /** The command that reads its output, through a pipe or as an argument (`sh -c "$(…)"`); undefined if there is none, or no simple one. */
  readonly reader?: _RunCommand;
  /** Whether it is part of another command whose status does not depend on it: `echo $(…)`, `export NAME=$(…)`. */
  readonly isInner: boolean;
  /** Whether it reads the output of an earlier command, or a text. */
  readonly hasInput: boolean;
  /** Its directory, relative to the working directory of the step: `.`, `src`, `/src`; undefined if it is computed. */
  readonly directory: string | undefined;
}
