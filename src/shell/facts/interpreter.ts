import { _findDialect } from './shells';
import type { _Dialect } from './shells';

/**
 * The program that the kernel runs for a script, from its `#!` line.
 *
 * @see https://man7.org/linux/man-pages/man2/execve.2.html#NOTES
 * @internal
 */
export interface _Interpreter {
  /** As the kernel looks it up: including a carriage return at the end of the line. */
  readonly path: string;
  /** The rest of the line, as one argument. */
  readonly argument?: string;
  /** The program that `env` looks up in PATH. */
  readonly command?: string;
}

/** @internal */
export function _readInterpreter(text: string): _Interpreter | undefined {
  const [, path, argument] = /^#![ \t]*([^ \t\n]+)[ \t]*([^\n]*?)[ \t]*(?:\n|$)/.exec(text) ?? [];
  if (path === undefined) return undefined;
  return { path, ...(argument && { argument }), ...(/(^|\/)env$/.test(path) && { command: findEnvCommand(argument) }) };
}

/** @internal */
export function _findInterpreterDialect(interpreter: _Interpreter | undefined): _Dialect {
  if (interpreter === undefined) return 'sh';
  const { path, argument = '', command } = interpreter;
  // A carriage return makes the start fail, but does not change the language.
  const program = /(^|\/)busybox$/.test(path) ? argument.replace(/\s.*/, '').replace(/^(sh|ash)$/, 'ash') : command ?? path;
  return _findDialect(program.replace(/\r$/, ''));
}

/** Without `-S`, env takes its one argument as the name, including spaces. */
function findEnvCommand(argument: string): string | undefined {
  const split = /^(?:-S|--split-string[= ])\s*(.*)$/.exec(argument)?.[1] ?? /^-[iv0]*S\s*(.*)$/.exec(argument)?.[1];
  if (split === undefined) return argument.startsWith('-') || argument === '' ? undefined : argument;
  return split.split(/\s+/).find(word => word !== '' && !word.startsWith('-') && !/^\w+=/.test(word));
}
