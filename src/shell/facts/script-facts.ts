import type { _Interpreter } from './interpreter';
import type { _Dialect, _Shell } from './shells';
import type { _Bashism } from '../syntax/bashisms';

/**
 * A command that a script runs by a name or path it writes out.
 *
 * @internal
 */
export interface _CommandUse {
  /** A name to be found on PATH, or a path. */
  readonly name: string;
  /** Where it is used first; where it is needed first, if it is. */
  readonly line: number;
  /**
   * Whether the script goes on without it wherever it is used: below a test that it is there (`command -v`, `which`, `type`, `hash`,
   * `[ -x path ]`), or before `||` with something else than a failing `exit` or `return`.
   */
  readonly optional: boolean;
  /** Whether it is used in branches alone, that a run may not take: of `if`, `case`, a loop, `&&` and `||`, or in a function. */
  readonly conditional?: boolean;
  /** The shells in question in which it is a builtin, so that no program is needed; those that always have it. */
  readonly builtinOf: _Shell[];
  /** The symbol of BusyBox's configuration with which its ash has it as a builtin, e.g. `ASH_TEST` for `[`. */
  readonly ashSymbol?: string;
}

/**
 * A place where what happens is computed when the script runs: a rule cannot tell.
 *
 * @internal
 */
export interface _UnknownPlace {
  readonly line: number;
  /** As it is written, e.g. `"$cmd"`. */
  readonly text: string;
  /**
   * What is computed: the name of a `command`; the text of an `eval`, `trap`, `alias` or `sh -c` (`text`); the file of `.` (`source`).
   * `interpreter`: the script is not in a language that is read here.
   */
  readonly reason: 'command' | 'text' | 'source' | 'interpreter';
}

/**
 * A file that the script reads or writes, by an absolute path that it writes out.
 *
 * @internal
 */
export interface _FileUse {
  readonly path: string;
  readonly line: number;
  /** `read`: it has to exist. `write`: its directory has to exist, and it has to be writable. */
  readonly access: 'read' | 'write';
  /** As for commands; and in a condition of `if` or `while`, where a file that is not there is an answer. */
  readonly optional: boolean;
}

/**
 * A script that is read into this one: `.`, `source`.
 *
 * @internal
 */
export interface _SourcedFile {
  /** As it is written; one without `/` is looked for on PATH. */
  readonly path: string;
  readonly line: number;
  /** As for commands. */
  readonly optional: boolean;
}

/** @internal */
export interface _Trap {
  readonly line: number;
  /** Without `SIG`, e.g. `TERM`, `EXIT`. */
  readonly signals: string[];
  readonly action: 'run' | 'ignore' | 'default';
}

/**
 * One way in which the script ends, as far as the process is concerned that it was started in (PID 1).
 *
 * @internal
 */
export interface _ScriptEnd {
  readonly line: number;
  /**
   * - `exec`: the program takes the shell's place
   * - `shell`: the shell stays while the last command runs, and gets the signals. Of `sh -c` text, bash and BusyBox ash run a last simple
   *   command in their own place; dash 0.5.12 does not, and none does so for a script in a file
   * - `wait`: the shell waits for what it started in the background
   * - `exit`: the script is over
   * - `unknown`: what is sourced or evaluated last decides
   */
  readonly by: 'exec' | 'shell' | 'wait' | 'exit' | 'unknown';
  /** The words of that command up to the first that is computed, wrappers included: `['su-exec', 'app']`. */
  readonly words: string[];
  /** Whether it runs the arguments of the script: `exec "$@"`. */
  readonly runsArguments: boolean;
}

/** @internal */
export interface _SyntaxError {
  readonly line: number;
  readonly column: number;
  readonly what: string;
}

/**
 * What a script, or a command of an image's configuration, needs and does.
 *
 * @internal
 */
export interface _ScriptFacts {
  /** What its `#!` names. */
  readonly interpreter?: _Interpreter;
  /** The language it is read as; undefined for a command that no shell reads. */
  readonly dialect?: _Dialect;
  /** One a name, in the order of use. Not: functions and aliases of the script, builtins of all shells in question. */
  readonly commands: _CommandUse[];
  readonly unknown: _UnknownPlace[];
  /** Whether somewhere it runs the arguments that it was started with as a command: `exec "$@"`, `su-exec app "$@"`. */
  readonly runsArguments: boolean;
  readonly sources: _SourcedFile[];
  /** Files of redirections and scripts given to another shell. */
  readonly files: _FileUse[];
  readonly ends: _ScriptEnd[];
  /** Lines of what is started in the background. */
  readonly background: number[];
  readonly traps: _Trap[];
  /** Whether it assigns PATH, so that names are looked for elsewhere. */
  readonly setsPath: boolean;
  /** What another shell than bash does not do as bash does; none where bash is the interpreter. */
  readonly bashisms: _Bashism[];
  /** At most one: nothing is read behind it. */
  readonly errors: _SyntaxError[];
}
