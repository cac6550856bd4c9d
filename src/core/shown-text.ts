import { _escapeHidden } from './hidden-characters';

/** Longer values are cut. */
const LONGEST_VALUE = 200;
/** How much of its beginning is kept; the rest of what is kept is its end. */
const KEPT = 120;
/** Longer messages are cut. */
const LONGEST_LINE = 2_000;
const MOST_LINES = 60;

/**
 * Quotes a value in a message: in double quotes, with escapes as in JSON, also for hidden characters, and cut if it is long.
 *
 * @internal
 */
export function _quoteValue(text: string): string {
  return _escapeHidden(JSON.stringify(_cutText(text)));
}

/**
 * Cuts the middle out of a long text.
 *
 * @internal
 */
export function _cutText(text: string, longest = LONGEST_VALUE): string {
  if (text.length <= longest) return text;
  const head = Math.floor(longest * KEPT / LONGEST_VALUE);
  const tail = Math.floor((longest - head) / 2);
  const start = alignIndex(text, head);
  const end = alignIndex(text, text.length - tail);
  return `${text.slice(0, start)}… (${end - start} more characters) …${text.slice(end)}`;
}

/**
 * Lists names in a message, at most so many.
 *
 * @internal
 */
export function _joinSome(names: readonly string[], most: number): string {
  return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

/**
 * Makes a message safe to show, whatever values it quotes: escapes hidden characters, cuts long values and too many lines.
 *
 * @internal
 */
export function _escapeMessage(text: string): string {
  const lines = text.length <= LONGEST_LINE ? text.split('\n') : cutLines(text);
  return lines.map(escapeLine).join('\n');
}

/**
 * Makes a text of one line safe to show, such as the name of a file: a line break in it would begin a line that says something else.
 *
 * @internal
 */
export function _escapeLine(text: string): string {
  return _escapeHidden(text).replace(/\n/g, '\\n').replace(/\t/g, '\\t');
}

function cutLines(text: string): string[] {
  const lines = text.split('\n');
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES), `… ${lines.length - MOST_LINES} more lines`];
}

/** Text in quotes or without spaces is a value. */
function escapeLine(line: string): string {
  if (line.length <= LONGEST_VALUE) return _escapeHidden(line);
  if (line.length > 20 * LONGEST_LINE) return _escapeHidden(_cutText(line, LONGEST_LINE));
  const short = line
    .replace(/"(?:[^"\\]|\\.)*"/gs, quoted => (quoted.length <= LONGEST_VALUE ? quoted : `"${_cutText(quoted.slice(1, -1))}"`))
    .replace(/[^\s"]+/g, word => _cutText(word));
  return _escapeHidden(_cutText(short, LONGEST_LINE));
}

/** Moves an index that is between the two halves of a character. */
function alignIndex(text: string, index: number): number {
  return /[\udc00-\udfff]/.test(text[index] ?? '') && /[\ud800-\udbff]/.test(text[index - 1] ?? '') ? index - 1 : index;
}
