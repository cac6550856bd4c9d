import { _readBody } from './read-word';
import { Heredoc } from '../nodes/heredoc';
import type { _SyntaxHeredoc } from '../syntax/syntax-tree';

/**
 * Reads the content of a file, in which BuildKit expands variables unless its name is quoted.
 *
 * @internal
 */
export function _readHeredoc({ name, source, expands, chomps }: _SyntaxHeredoc): Heredoc {
  return applyChomping(chomps, expands ? Heredoc.expanding(_readBody(source), name) : Heredoc.literal(source, name));
}

/**
 * Reads the input of a command, in which the shell expands variables unless its name is quoted.
 *
 * @internal
 */
export function _readShellHeredoc({ name, source, expands, chomps }: _SyntaxHeredoc): Heredoc {
  return applyChomping(chomps, expands ? Heredoc.shell(source, name) : Heredoc.literal(source, name));
}

function applyChomping(chomps: boolean, heredoc: Heredoc): Heredoc {
  return chomps ? heredoc.chomped() : heredoc;
}
