import { _isComment } from '../syntax/source-lines';
import type { _SyntaxInstruction, _SyntaxLine } from '../syntax/syntax-tree';

/**
 * The lines of a shell command with the comments between them; empty for a command on one line, and for anything else.
 *
 * @internal
 */
export function _findKeptLines({ name, form, json, lines, heredocs, trigger }: _SyntaxInstruction): readonly _SyntaxLine[] {
  if (trigger !== undefined) return _findKeptLines(trigger);
  const isCommand = (form === 'command' || form === 'health') && json === undefined && (heredocs.length === 0 || name === 'RUN');
  const texts = lines.filter(({ isComment }) => !isComment);
  // A first line that begins with "#" is not a comment; any other would be.
  return isCommand && texts.length > 1 && !_isComment(texts[0].text) ? lines : [];
}
