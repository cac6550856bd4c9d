/**
 * What becomes of the failure of a command:
 * - `stops`: the build stops
 * - `unnoticed`: the script goes on as if nothing had been
 * - `piped`: the same, for what it writes goes through a pipe whose end decides
 * - `handled`: the script asks for it, e.g. in a condition or before `||`
 *
 * @internal
 */
export type _Failure = 'stops' | 'unnoticed' | 'piped' | 'handled';

/**
 * A program that another one is given to: `sudo`, `env`.
 *
 * @internal
 */
export interface _Wrapping {
  /** Without its directory. */
  readonly name: string;
  /** Its own arguments; undefined for what is computed. */
  readonly words: (string | undefined)[];
}

/**
 * One command of a `RUN`, as it is executed: without `env`, `nice` and the like before it.
 *
 * @internal
 */
export interface _RunCommand {
  /** Name of the program, without its directory; empty where it is computed. */
  readonly name: string;
  /** The program and its arguments; undefined for what is computed. */
  readonly words: (string | undefined)[];
  /** The same as they are written. */
  readonly sources: string[];
  /** The programs that it is given to, the outermost first. */
  readonly wrappers: _Wrapping[];
  /** Whether it is run unless a command before it fails. Not so: what is in a branch, a loop, a function or behind `||`. */
  readonly isCertain: boolean;
  readonly failure: _Failure;
  /** The command that reads what it writes, through a pipe or as an argument (`sh -c "$(…)"`); undefined for none, or none that is simple. */
  readonly reader?: _RunCommand;
  /** Whether it is a part of another command, whose status does not depend on it: `echo $(…)`, `export NAME=$(…)`. */
  readonly isInner: boolean;
  /** Whether it reads what a command before it writes, or a text. */
  readonly hasInput: boolean;
  /** Where it runs, seen from the working directory of the step: `.`, `src`, `/src`; undefined where that is computed. */
  readonly directory: string | undefined;
}
