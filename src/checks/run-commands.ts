import type { Run } from '../dockerfile';
import { _baseName, _commandIndex, _literal, _parseShell } from '../shell';
import type { _Command, _Part, _Statement } from '../shell';

/** One command of a `RUN`, as it is executed: what stands behind `env`, `nice` and the like. */
export interface _RunCommand {
  /** Name of the program, without its directory; empty where it is computed. */
  readonly name: string;
  /** The program and its arguments; undefined for what is computed. */
  readonly words: (string | undefined)[];
  /** The same as they are written. */
  readonly sources: string[];
}

/** What follows from a `RUN` alone is found once. */
const KNOWN = new WeakMap<Run, _RunCommand[]>();

/** The text that a shell reads; the words of a program without a shell. */
export function _scriptOf({ command, heredocs }: Run): string {
  return command === undefined ? heredocs[0].content : command.text ?? command.argv.join(' ');
}

/** All commands of a `RUN`, in the order in which they are written. Those in texts for another program are not among them. */
export function _commandsOf(run: Run): _RunCommand[] {
  const known = KNOWN.get(run);
  if (known !== undefined) return known;
  const found: _RunCommand[] = [];
  const argv = run.command?.argv ?? [];
  if (argv.length > 0) take(found, argv, argv);
  else if (!/^#!(?!.*\b(ba|da|a)?sh\b)/.test(_scriptOf(run))) readScript(_scriptOf(run), found);
  KNOWN.set(run, found);
  return found;
}

/** Adds a command, and what `sh -c` runs. */
function take(found: _RunCommand[], words: (string | undefined)[], sources: string[]): void {
  const index = _commandIndex({ texts: words, sources }, 0, words.length);
  if (index >= words.length) return;
  const name = _baseName(words[index] ?? '');
  found.push({ name, words: words.slice(index), sources: sources.slice(index) });
  const text = /^(ba|da|a)?sh$/.test(name) && /^-\w*c$/.test(words[index + 1] ?? '') ? words[index + 2] : undefined;
  if (text !== undefined) readScript(text, found);
}

function readScript(text: string, found: _RunCommand[]): void {
  const { statements } = _parseShell(text, { isBash: true, line: 1 });
  list(statements, found);
}

function list(statements: _Statement[], found: _RunCommand[]): void {
  for (const { first, rest } of statements) {
    for (const { commands } of [first, ...rest.map(({ pipeline }) => pipeline)]) commands.forEach(command => read(command, found));
  }
}

function read(command: _Command, found: _RunCommand[]): void {
  switch (command.kind) {
    case 'simple':
      for (const { value } of command.assignments) parts(value.parts, found);
      for (const word of command.words) parts(word.parts, found);
      take(found, command.words.map(_literal), command.words.map(({ source }) => source));
      return;
    case 'group':
    case 'subshell':
    case 'for':
      list(command.body, found);
      return;
    case 'if':
      for (const { condition, body } of command.branches) list([...condition, ...body], found);
      list(command.otherwise ?? [], found);
      return;
    case 'loop':
      list([...command.condition, ...command.body], found);
      return;
    case 'case':
      for (const { body } of command.items) list(body, found);
      return;
    case 'function':
      read(command.body, found);
      return;
    default:
      // Tests and arithmetic run no program.
  }
}

function parts(all: _Part[], found: _RunCommand[]): void {
  for (const part of all) {
    if (part.kind === 'commands') list(part.statements, found);
    else if (part.kind === 'parameter') parts(part.operand, found);
  }
}
