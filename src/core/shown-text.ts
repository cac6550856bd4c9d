import { _visible } from './hidden-characters';

/** A value longer than this says no more to its reader. */
const LONGEST_VALUE = 200;
/** What is left of it at its beginning; the rest of what is left is its end. */
const KEPT = 120;
/** More of a message is not read. */
const LONGEST_LINE = 2_000;
const MOST_LINES = 60;

/**
 * A value as a message quotes it: in double quotes, escaped as in JSON, hidden characters too, and cut where it is long.
 *
 * @internal
 */
export function _quotedValue(text: string): string {
  return _visible(JSON.stringify(_cut(text)));
}

/**
 * A text with its middle left out where it is long.
 *
 * @internal
 */
export function _cut(text: string, longest = LONGEST_VALUE): string {
  if (text.length <= longest) return text;
  const head = Math.floor(longest * KEPT / LONGEST_VALUE);
  const tail = Math.floor((longest - head) / 2);
  const start = wholeAt(text, head);
  const end = wholeAt(text, text.length - tail);
  return `${text.slice(0, start)}… (${end - start} more characters) …${text.slice(end)}`;
}

/**
 * A message as it is shown, whatever the values are that it quotes: hidden characters escaped, long values and too many lines cut.
 *
 * @internal
 */
export function _shownText(text: string): string {
  const lines = text.length <= LONGEST_LINE ? text.split('\n') : few(text);
  return lines.map(shownLine).join('\n');
}

function few(text: string): string[] {
  const lines = text.split('\n');
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES), `… ${lines.length - MOST_LINES} more lines`];
}

/** What is in quotes, or has no blank in it, is a value. */
function shownLine(line: string): string {
  if (line.length <= LONGEST_VALUE) return _visible(line);
  if (line.length > 20 * LONGEST_LINE) return _visible(_cut(line, LONGEST_LINE));
  const short = line
    .replace(/"(?:[^"\\]|\\.)*"/gs, quoted => (quoted.length <= LONGEST_VALUE ? quoted : `"${_cut(quoted.slice(1, -1))}"`))
    .replace(/[^\s"]+/g, word => _cut(word));
  return _visible(_cut(short, LONGEST_LINE));
}

/** A place near this one that is not between the two halves of a character. */
function wholeAt(text: string, index: number): number {
  return /[\udc00-\udfff]/.test(text[index] ?? '') && /[\ud800-\udbff]/.test(text[index - 1] ?? '') ? index - 1 : index;
}
