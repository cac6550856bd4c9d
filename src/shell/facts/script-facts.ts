import type { _Interpreter } from './interpreter';
import type { _Dialect, _Shell } from './shells';
import type { _Bashism } from '../syntax/bashisms';

/**
 * A command that a script runs by a literal name or path.
 *
 * @internal
 */
export interface _CommandUse {
  /** A name that is looked up in PATH, or a path. */
  readonly name: string;
  /** The line that first needs it, or else first uses it. */
  readonly line: number;
  /**
   * Whether the script continues without it at every use: after a test that it exists (`command -v`, `which`, `type`, `hash`,
   * `[ -x path ]`), or before `||` followed by anything but a failing `exit` or `return`.
   */
  readonly optional: boolean;
  /** Whether it is only used in branches, which a run may not take: of `if`, `case`, a loop, `&&` and `||`, or in a function. */
  readonly conditional?: boolean;
  /** The possible shells in which it is always a builtin, so that no program is needed. */
  readonly builtinOf: _Shell[];
  /** The symbol of BusyBox's configuration that makes it a builtin of ash, e.g. `ASH_TEST` for `[`. */
  readonly ashSymbol?: string;
}

/**
 * A place in a script whose effect is computed when the script runs, so that a rule cannot know it.
 *
 * @internal
 */
export interface _UnknownPlace {
  readonly line: number;
  /** As written in the script, e.g. `"$cmd"`. */
  readonly text: string;
  /**
   * The computed part: the name of a `command`; the `text` of an `eval`, `trap`, `alias` or `sh -c`; the file of `.` (`source`).
   * `interpreter`: the script is in an unsupported language.
   */
  readonly reason: 'command' | 'text' | 'source' | 'interpreter';
}

/**
 * A file that the script reads or writes, by a literal path.
 *
 * @internal
 */
export interface _FileUse {
  /** Absolute, or of a written file relative to the directory in which the script starts. */
  readonly path: string;
  readonly line: number;
  /** `read`: it has to exist. `write`: its directory has to exist, and the file has to be writable. */
  readonly access: 'read' | 'write';
  /** As for commands; also in a condition of `if` or `while`, where a missing file is an expected result. */
  readonly optional: boolean;
}

/**
 * A script that this one reads with `.` or `source`.
 *
 * @internal
 */
export interface _SourcedFile {
  /** As written in the script; one without `/` is looked up in PATH. */
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
 * One way in which the script ends, and what becomes of its process (PID 1).
 *
 * @internal
 */
export interface _ScriptEnd {
  readonly line: number;
  /**
   * - `exec`: the program replaces the shell
   * - `shell`: the shell stays while the last command runs, and receives the signals. With `sh -c`, bash and BusyBox ash replace themselves with a
   *   last simple command; dash 0.5.12 does not, and no shell does so for a script in a file
   * - `wait`: the shell waits for its background processes
   * - `exit`: the script exits
   * - `unknown`: it depends on what is sourced or evaluated last
   */
  readonly by: 'exec' | 'shell' | 'wait' | 'exit' | 'unknown';
  /** The words of that command up to the first computed one, including wrappers: `['su-exec', 'app']`. */
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
 * The facts about a script, or a command of an image's configuration: what it needs and does.
 *
 * @internal
 */
export interface _ScriptFacts {
  /** The interpreter in its `#!` line. */
  readonly interpreter?: _Interpreter;
  /** The language of the script; undefined for a command that no shell reads. */
  readonly dialect?: _Dialect;
  /** One for each name, in the order of use, without functions and aliases of the script and builtins of all possible shells. */
  readonly commands: _CommandUse[];
  readonly unknown: _UnknownPlace[];
  /** Whether it runs its own arguments as a command anywhere: `exec "$@"`, `su-exec app "$@"`. */
  readonly runsArguments: boolean;
  readonly sources: _SourcedFile[];
  /** Files of redirections, and scripts that it passes to another shell. */
  readonly files: _FileUse[];
  readonly ends: _ScriptEnd[];
  /** Lines that start something in the background. */
  readonly background: number[];
  readonly traps: _Trap[];
  /** Whether it assigns PATH, which changes where names are looked up. */
  readonly setsPath: boolean;
  /** Whether it may change the directory before it runs something else: by `cd`, by what it sources, or with a program such as `chroot`. */
  readonly changesDirectory: boolean;
  /** Uses of features of bash; empty if bash is the interpreter. */
  readonly bashisms: _Bashism[];
  /** At most one: nothing is read after it. */
  readonly errors: _SyntaxError[];
}
