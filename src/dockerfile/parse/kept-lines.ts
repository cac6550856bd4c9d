import { _isComment } from '../syntax/source-lines';
import type { _SyntaxInstruction, _SyntaxLine } from '../syntax/syntax-tree';

/**
 * The lines of a command for a shell, with the comments between them; empty where it is on one line, and for what is no such command.
 *
 * @internal
 */
export function _keptLines({ name, form, json, lines, heredocs, trigger }: _SyntaxInstruction): readonly _SyntaxLine[] {
  if (trigger !== undefined) return _keptLines(trigger);
  const isCommand = (form === 'command' || form === 'health') && json === undefined && (heredocs.length === 0 || name === 'RUN');
  const texts = lines.filter(({ isComment }) => !isComment);
  // A first line that begins with "#" is no comment; elsewhere it would be one.
  return isCommand && texts.length > 1 && !_isComment(texts[0].text) ? lines : [];
}
