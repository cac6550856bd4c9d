import { _readBody } from './read-word';
import { Heredoc } from '../nodes/heredoc';
import type { _SyntaxHeredoc } from '../syntax/syntax-tree';

/**
 * The content of a file: BuildKit expands variables in it where its name is not quoted.
 *
 * @internal
 */
export function _readHeredoc({ name, source, expands, chomps }: _SyntaxHeredoc): Heredoc {
  return chompedIf(chomps, expands ? Heredoc.expanding(_readBody(source), name) : Heredoc.literal(source, name));
}

/**
 * What a command reads: the shell expands variables in it where its name is not quoted.
 *
 * @internal
 */
export function _readShellHeredoc({ name, source, expands, chomps }: _SyntaxHeredoc): Heredoc {
  return chompedIf(chomps, expands ? Heredoc.shell(source, name) : Heredoc.literal(source, name));
}

function chompedIf(chomps: boolean, heredoc: Heredoc): Heredoc {
  return chomps ? heredoc.chomped() : heredoc;
}
