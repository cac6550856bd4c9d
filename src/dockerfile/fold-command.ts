import { EscapeCharacter } from './escape';

/**
 * Quoted text, an escaped character, or the blanks in front of something that may begin a line: not `#`, which would make it a comment.
 * Two blanks are enough in front of `&&` and `|`, which some begin their lines with.
 */
const TOKENS = /'[^']*'|"(?:[^"\\]|\\.)*"|\\.|(?<!\s)(?: {3,}(?=[^\s\u0085#])| {2}(?=&&|\|))/gs;

/**
 * A command, cut where several blanks stand outside of quotes: there a line was continued by whoever wrote it, for BuildKit joins lines
 * with nothing between. Together the pieces are the command.
 *
 * @internal
 */
export function _commandPieces(text: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    if (!token.startsWith('  ')) continue;
    pieces.push(text.slice(start, index + 1));
    start = index + 1;
  }
  return [...pieces, text.slice(start)];
}

/**
 * A command as it is printed: one line for each piece. A shell gets the same wherever a line is broken.
 *
 * @internal
 */
export function _foldedCommand(text: string, escape: EscapeCharacter): string {
  return _commandPieces(text).join(`${escape}\n`);
}
