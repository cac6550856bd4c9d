import { _findLeaving } from './leaving';
import { _dropEmpty, _findLiteral } from '../syntax/syntax-tree';
import type { _Command, _Pipeline, _ShellWord, _SimpleCommand, _Statement } from '../syntax/syntax-tree';

/**
 * Names and paths that are known to exist if a condition is true, and if it is false.
 *
 * @internal
 */
export interface _Proofs {
  readonly whenTrue: string[];
  readonly whenFalse: string[];
}

const NONE: _Proofs = { whenTrue: [], whenFalse: [] };

/** Commands that succeed if all of their arguments are commands. */
const QUERIES = ['which', 'type', 'hash'];

/** Operators of `test` that are only true for an existing file. */
const EXISTS = ['-x', '-e', '-f', '-s', '-r', '-w', '-d', '-L', '-h', '-S', '-p', '-c', '-b'];

/**
 * Finds what the last command of a condition proves: `command -v x`, `which x`, `[ -x /path ]`, `! …`, `[ -n "$(command -v x)" ]`.
 *
 * @internal
 */
export function _findConditionProofs(statements: _Statement[]): _Proofs {
  const last = statements.at(-1);
  if (last === undefined) return NONE;
  const operators = new Set(last.rest.map(({ operator }) => operator));
  const all = [last.first, ...last.rest.map(({ pipeline }) => pipeline)].map(_findProofs);
  if (all.length === 1) return all[0];
  return {
    whenTrue: operators.has('||') ? [] : all.flatMap(({ whenTrue }) => whenTrue),
    whenFalse: operators.has('&&') ? [] : all.flatMap(({ whenFalse }) => whenFalse),
  };
}

/**
 * Finds what is proven after a statement that exits otherwise: `command -v x || exit 0`, `if ! command -v x; then exit 0; fi`.
 * A statement that exits with a failure proves nothing: it requires x.
 *
 * @internal
 */
export function _findProofsAfter({ first, rest }: _Statement, functions: Map<string, _Command>): string[] {
  const [command] = first.commands;
  if (rest.length === 1 && _findLeaving(rest[0].pipeline, functions) === 'success') {
    return rest[0].operator === '||' ? _findProofs(first).whenTrue : _findProofs(first).whenFalse;
  }
  if (rest.length > 0 || command.kind !== 'if' || command.branches.length > 1 || command.otherwise) return [];
  const [{ condition, body }] = command.branches;
  const last = body.at(-1);
  return last !== undefined && last.rest.length === 0 && _findLeaving(last.first, functions) === 'success' ? _findConditionProofs(condition).whenFalse : [];
}

/**
 * Finds what one pipeline proves.
 *
 * @internal
 */
export function _findProofs({ negated, commands: [command, ...more] }: _Pipeline): _Proofs {
  if (more.length > 0) return NONE;
  const proofs = command.kind === 'simple' ? findCommandProofs(command)
    : command.kind === 'test' ? findTestProofs(command.words, 0, command.words.length)
      : NONE;
  return negated ? { whenTrue: proofs.whenFalse, whenFalse: proofs.whenTrue } : proofs;
}

function findCommandProofs({ words }: _SimpleCommand): _Proofs {
  if (words.length === 0) return NONE;
  const name = _findLiteral(words[0]);
  if (name === 'test') return findTestProofs(words, 1, words.length);
  if (name === '[') return findTestProofs(words, 1, words.length - 1);
  const start = name === 'command' && /^-[vV]$/.test(words[1]?.source ?? '') ? 2 : name !== undefined && QUERIES.includes(name) ? 1 : undefined;
  if (start === undefined) return NONE;
  return { whenTrue: words.slice(start).flatMap(word => _findLiteral(word) ?? []), whenFalse: [] };
}

/** Finds what the words of a test from `start` on prove. */
function findTestProofs(words: _ShellWord[], start: number, end: number): _Proofs {
  const negated = words[start]?.source === '!';
  const first = negated ? start + 1 : start;
  if (end - first !== 2) return NONE;
  const operator = words[first].source;
  const operand = words[first + 1];
  const named = EXISTS.includes(operator) ? [_findLiteral(operand)].flatMap(path => path ?? []) : operator === '-n' || operator === '-z' ? findQueried(operand) : [];
  return (operator === '-z') === negated ? { whenTrue: named, whenFalse: [] } : { whenTrue: [], whenFalse: named };
}

/** `$(command -v x)` is empty if there is no x. */
function findQueried({ parts }: _ShellWord): string[] {
  const [commands, ...more] = _dropEmpty(parts);
  if (commands?.kind !== 'commands' || more.length > 0) return [];
  const [statement, ...others]: _Statement[] = commands.statements;
  if (statement === undefined || others.length > 0) return [];
  return _findProofs(statement.first).whenTrue;
}
