import type { _Range } from '../syntax/syntax-tree';

/**
 * A range of a text and what replaces it.
 *
 * @internal
 */
export interface _Edit {
  readonly range: _Range;
  readonly text: string;
}

/** An edit with its place in UTF-16 units from the start of the text. */
interface PlacedEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * A text to which edits are applied. Everything outside of their ranges stays byte for byte.
 *
 * @internal
 */
export class _EditedText {
  private readonly lineStarts: readonly number[];

  public constructor(private readonly text: string) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.lineStarts = starts;
  }

  /** Applies edits whose ranges do not overlap. */
  public apply(edits: readonly _Edit[]): string {
    const pieces: string[] = [];
    let at = 0;
    for (const { start, end, text } of this.place(edits)) {
      pieces.push(this.text.slice(at, start), text);
      at = end;
    }
    return [...pieces, this.text.slice(at)].join('');
  }

  /** The text of a range. */
  public slice({ startLine, startColumn, endLine, endColumn }: _Range): string {
    return this.text.slice(this.findOffset(startLine, startColumn), this.findOffset(endLine, endColumn));
  }

  /** The place of a line, in UTF-16 units from the start of the text. A line below the last one is the end. */
  public findOffset(line: number, column: number): number {
    return Math.min((this.lineStarts[line - 1] ?? this.text.length) + column, this.text.length);
  }

  /** The line of a place. */
  public findLine(offset: number): number {
    let [low, high] = [0, this.lineStarts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.lineStarts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** Where a place is after edits. */
  public moveOffset(offset: number, edits: readonly _Edit[]): number {
    let moved = offset;
    for (const { start, end, text } of this.place(edits)) if (start < offset) moved += text.length - (Math.min(end, offset) - start);
    return moved;
  }

  /** The line break at the end of a line, or that of the line above if the file ends there. */
  public findLineBreak(line: number): string {
    const end = this.lineStarts[line] ?? this.lineStarts[line - 1];
    return this.text[end - 1] === '\n' && this.text[end - 2] === '\r' ? '\r\n' : '\n';
  }

  private place(edits: readonly _Edit[]): PlacedEdit[] {
    return edits.map(({ range, text }) => ({
      start: this.findOffset(range.startLine, range.startColumn),
      end: this.findOffset(range.endLine, range.endColumn),
      text,
    })).sort((a, b) => a.start - b.start || a.end - b.end);
  }
}

/**
 * An edit that inserts text before a range.
 *
 * @internal
 */
export function _insertBefore({ startLine, startColumn }: _Range, text: string): _Edit {
  return { range: { startLine, startColumn, endLine: startLine, endColumn: startColumn }, text };
}

/**
 * An edit that inserts text after a range.
 *
 * @internal
 */
export function _insertAfter({ endLine, endColumn }: _Range, text: string): _Edit {
  return { range: { startLine: endLine, startColumn: endColumn, endLine, endColumn }, text };
}

/**
 * An edit that deletes whole lines with their line breaks.
 *
 * @internal
 */
export function _deleteLines({ startLine, endLine }: _Range): _Edit {
  return { range: { startLine, startColumn: 0, endLine: endLine + 1, endColumn: 0 }, text: '' };
}

/**
 * A part of a range on one line.
 *
 * @param start the first character of the part, counted from the start of the range
 * @internal
 */
export function _cutRange(range: _Range, start: number, end: number): _Range {
  return { ...range, startColumn: range.startColumn + start, endColumn: range.startColumn + end };
}

/**
 * Whether a range is on one line: the text of any other contains a continuation.
 *
 * @internal
 */
export function _isOneLine({ startLine, endLine }: _Range): boolean {
  return startLine === endLine;
}
