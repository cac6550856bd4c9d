import { EscapeCharacter } from './escape';
import { _quoteShortened } from './text';
import { _refuse } from '../../core';

/**
 * The longest line that BuildKit reads, in bytes without the line break: `bufio.MaxScanTokenSize` of Go, minus one.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/parser/parser.go
 * @internal
 */
export const _LONGEST_LINE = 65_535;

/**
 * The maximum width of a line before it is folded for readability.
 *
 * @internal
 */
export const _LINE_WIDTH = 120;

/**
 * The end of a continued line. BuildKit joins lines without a separator.
 *
 * @internal
 */
export function _printContinuation(escape: EscapeCharacter): string {
  return ` ${escape}\n`;
}

/**
 * Prints a JSON array, with one item per line if it is wide.
 *
 * @internal
 */
export function _printJsonArray(items: string[], escape: EscapeCharacter): string {
  const line = `[${items.join(', ')}]`;
  if (line.length <= _LINE_WIDTH) return line;
  return ['[', ...items.map((item, i) => `    ${item}${i < items.length - 1 ? ',' : ''}`), '  ]'].join(_printContinuation(escape));
}

/**
 * Breaks lines that are too long for BuildKit, inside a word if there is no other place.
 *
 * @throws `dockerfile/line-too-long`
 * @internal
 */
export function _foldLines(text: string, escape: EscapeCharacter): string {
  // A UTF-16 unit has at most three bytes in UTF-8, so most texts need no measuring.
  if (text.length * 3 <= _LONGEST_LINE) return text;
  return text.split('\n').map(line => cutLine(line, escape).join(`${escape}\n`)).join('\n');
}

/**
 * Refuses a line that is too long for BuildKit and cannot be broken.
 *
 * @throws `dockerfile/line-too-long`
 * @internal
 */
export function _checkLength(what: string, line: string): string {
  if (line.length * 3 <= _LONGEST_LINE || Buffer.byteLength(line) <= _LONGEST_LINE) return line;
  return _refuse({
    id: 'dockerfile/line-too-long',
    what: `The ${what} ${_quoteShortened(line)} has ${Buffer.byteLength(line)} bytes.`,
    why: `BuildKit reads lines of at most ${_LONGEST_LINE} bytes; for a longer line in a heredoc it reports "unterminated heredoc".`,
    fix: 'Break the line, or copy the text from a file in the build context.',
  });
}

function cutLine(line: string, escape: EscapeCharacter): string[] {
  const pieces: string[] = [];
  let start = 0;
  while (Buffer.byteLength(line.slice(start)) > _LONGEST_LINE) {
    const end = findLastCut(line, start, escape);
    if (end === start) return [_checkLength('line', line)];
    pieces.push(line.slice(start, end));
    start = end;
  }
  return [...pieces, line.slice(start)];
}

/** The last place at which a line may be cut so that its first part, with the escape character, is short enough. */
function findLastCut(line: string, start: number, escape: EscapeCharacter): number {
  let end = start;
  let best = start;
  let bytes = 0;
  while (end < line.length) {
    const character = String.fromCodePoint(line.codePointAt(end)!);
    bytes += Buffer.byteLength(character);
    if (bytes > _LONGEST_LINE - 1) return best;
    end += character.length;
    if (canCut(line, end, escape)) best = end;
  }
  return best;
}

/** Two escape characters at the end of a line do not continue it, and a line that begins with `#` or is blank is dropped. */
function canCut(line: string, at: number, escape: EscapeCharacter): boolean {
  return line[at - 1] !== escape && /[^\s\u0085#]/.test(line.charAt(at));
}
