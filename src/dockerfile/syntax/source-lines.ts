import { _isSpace, _skipSpace } from './blank';

/** A line of the file, without its line break. */
export interface _SourceLine {
  readonly number: number;
  /** Its start in the file. */
  readonly start: number;
  readonly text: string;
}

/**
 * Iterates over the lines of a file.
 *
 * @internal
 */
export class _SourceLines {
  private position = 0;
  private count = 0;

  public constructor(private readonly text: string) {}

  /** The next line; undefined at the end. */
  public next(): _SourceLine | undefined {
    if (this.position >= this.text.length) return undefined;
    const start = this.position;
    const lineBreak = this.text.indexOf('\n', start);
    const end = lineBreak === -1 ? this.text.length : lineBreak;
    this.position = lineBreak === -1 ? end : end + 1;
    let last = end;
    while (last > start && this.text.charCodeAt(last - 1) === 13) last--;
    return { number: ++this.count, start, text: this.text.slice(start, last) };
  }
}

/**
 * Whether BuildKit reads a line as a comment, wherever it is.
 *
 * @internal
 */
export function _isComment(line: string): boolean {
  return line[_skipSpace(line, 0)] === '#';
}

/**
 * The length of a continued line without its continuation; -1 for any other. Two escape characters in a row do not continue a line.
 *
 * @internal
 */
export function _measureContinuation(line: string, escape: string): number {
  let end = line.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end--;
  return end > 0 && line[end - 1] === escape && line[end - 2] !== escape ? end - 1 : -1;
}

/**
 * Whether a line contains only blanks.
 *
 * @internal
 */
export function _isEmpty(line: string): boolean {
  for (let at = 0; at < line.length; at++) if (!_isSpace(line, at)) return false;
  return true;
}
