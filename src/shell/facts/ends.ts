import type { _ScriptEnd } from './script-facts';
import { _findBuiltin } from './shells';
import { _findCommandIndex } from './wrappers';
import { _isArguments, _findLiteral } from '../syntax/syntax-tree';
import type { _Command, _ShellWord, _SimpleCommand, _Statement } from '../syntax/syntax-tree';

/**
 * Finds the ways in which a script ends: every `exec` on its main path, and the effect of its last command.
 *
 * @internal
 */
export function _findEnds(statements: _Statement[], functions: Map<string, _Command>): _ScriptEnd[] {
  const ends = new Ends(functions);
  ends.addList(statements, true);
  return ends.found;
}

/**
 * Creates the end of a command that replaces the shell.
 *
 * @internal
 */
export function _createExecEnd(words: _ShellWord[], line: number): _ScriptEnd {
  return { line, by: 'exec', ...describeEnd(words, 0) };
}

/** Finds the ends. In its methods, `last` means that no other command follows. */
class Ends {
  public readonly found: _ScriptEnd[] = [];
  /** Functions that were visited: a recursive one is visited once. */
  private readonly seen = new Set<string>();

  public constructor(private readonly functions: Map<string, _Command>) {}

  public addList(statements: _Statement[], last: boolean): void {
    const leaving = statements.findIndex(isLeaving);
    const reached = leaving === -1 ? statements : statements.slice(0, leaving + 1);
    reached.forEach((statement, index) => this.addStatement(statement, index === reached.length - 1 && (last || leaving !== -1)));
  }

  private addStatement({ line, first, rest, background }: _Statement, last: boolean): void {
    if (background) {
      if (last) this.add('exit', line);
      return;
    }
    for (const { commands } of [first, ...rest.map(({ pipeline }) => pipeline)]) {
      if (commands.length === 1) this.addCommand(commands[0], last);
      else if (last) this.add('shell', line);
    }
  }

  private addCommand(command: _Command, last: boolean): void {
    switch (command.kind) {
      case 'simple':
        this.addSimple(command, last);
        return;
      case 'group':
        this.addList(command.body, last);
        return;
      case 'if':
        for (const { condition, body } of command.branches) {
          this.addList(condition, false);
          this.addList(body, last);
        }
        if (command.otherwise) this.addList(command.otherwise, last);
        else if (last) this.add('exit', command.line);
        return;
      case 'case':
        for (const { body } of command.items) this.addList(body, last);
        if (last && !command.items.some(({ patterns }) => patterns.some(({ source }) => source === '*'))) this.add('exit', command.line);
        return;
      case 'loop':
      case 'for':
        this.addList(command.body, false);
        if (last) this.add('shell', command.line);
        return;
      case 'subshell':
        if (last) this.add('shell', command.line);
        return;
      default:
        if (last) this.add('exit', command.line);
    }
  }

  private addSimple({ line, words }: _SimpleCommand, last: boolean): void {
    const name = words.length === 0 ? '' : _findLiteral(words[0]);
    const body = name === undefined ? undefined : this.functions.get(name);
    if (name === 'exec' && words.length > 1) this.found.push({ line, by: 'exec', ...describeEnd(words, 1) });
    else if (body !== undefined && name !== undefined) this.addCall(name, body, last);
    else if (!last) return;
    else if (name === 'wait') this.add('wait', line);
    else if (name === '.' || name === 'source' || name === 'eval') this.add('unknown', line);
    else if (name === '' || (name !== undefined && _findBuiltin(name, 'bash').always)) this.add('exit', line);
    else this.found.push({ line, by: 'shell', ...describeEnd(words, 0) });
  }

  private addCall(name: string, body: _Command, last: boolean): void {
    const key = `${last} ${name}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.addCommand(body, last);
  }

  private add(by: _ScriptEnd['by'], line: number): void {
    if (by === 'exit' && this.found.some(end => end.by === 'exit')) return;
    this.found.push({ line, by, words: [], runsArguments: false });
  }
}

/** Whether a statement is only `exec PROGRAM …` or `exit`: nothing after it runs. */
function isLeaving({ first, rest, background }: _Statement): boolean {
  const [command, ...more] = first.commands;
  if (background || rest.length > 0 || more.length > 0 || command.kind !== 'simple' || command.words.length === 0) return false;
  const name = _findLiteral(command.words[0]);
  return name === 'exit' || (name === 'exec' && command.words.length > 1);
}

function describeEnd(words: _ShellWord[], start: number): Pick<_ScriptEnd, 'words' | 'runsArguments'> {
  const literal: string[] = [];
  for (const word of words.slice(start)) {
    const text = _findLiteral(word);
    if (text === undefined) break;
    literal.push(text);
  }
  const given = { texts: words.map(_findLiteral), sources: words.map(({ source }) => source) };
  const command = _findCommandIndex(given, start, words.length);
  return { words: literal, runsArguments: _isArguments(words[command]) };
}
