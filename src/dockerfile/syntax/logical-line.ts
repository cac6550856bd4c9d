import type { _Range, _SyntaxLine } from './syntax-tree';

/** Where a piece of a logical line begins: in it, and in the file. */
interface Piece {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** A comment line between two pieces. */
interface LineComment {
  /** Where the piece that follows it begins. */
  readonly offset: number;
  readonly line: number;
  readonly text: string;
}

/**
 * Lines that are continued, joined as BuildKit joins them: with nothing between them. Knows where each character was.
 *
 * @internal
 */
export class _LogicalLine {
  private readonly texts: string[] = [];
  private readonly pieces: Piece[] = [];
  private length = 0;
  private readonly comments: LineComment[] = [];
  private joined?: string;

  /** Adds what is left of a line of the file. */
  public add(text: string, line: number, column: number): void {
    this.pieces.push({ offset: this.length, line, column });
    this.texts.push(text);
    this.length += text.length;
  }

  /** Notes a comment line, of which nothing is left. */
  public addComment(text: string, line: number): void {
    this.comments.push({ offset: this.length, line, text });
  }

  /** A part of it, line by line, with the comment lines between them. */
  public linesOf(start: number, end: number): _SyntaxLine[] {
    const said = this.pieces.map(({ offset, line }, i): _SyntaxLine => {
      const next = this.pieces[i + 1]?.offset ?? end;
      return { line, text: this.text.slice(Math.max(offset, start), Math.min(next, end)), isComment: false };
    }).filter(({ text }) => text !== '');
    const between = this.comments.filter(({ offset, line }) => offset < end && line > (said[0]?.line ?? Infinity))
      .map(({ line, text }): _SyntaxLine => ({ line, text, isComment: true }));
    return [...said, ...between].sort((one, other) => one.line - other.line);
  }

  /** Where it begins, also where nothing is on its first line but what continues it. */
  public get first(): { readonly line: number; readonly column: number } {
    return this.pieces[0];
  }

  /** All of it. */
  public get text(): string {
    return this.joined ??= this.texts.join('');
  }

  /** Where a part of it stands in the file. */
  public rangeOf(start: number, end: number): _Range {
    const first = this.pieceAt(start);
    // A word that ends where a line is continued ends on that line.
    const last = end > start ? this.pieceAt(end - 1) : first;
    return {
      startLine: first.line,
      startColumn: first.column + start - first.offset,
      endLine: last.line,
      endColumn: last.column + end - last.offset,
    };
  }

  private pieceAt(offset: number): Piece {
    let [low, high] = [0, this.pieces.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.pieces[middle].offset <= offset) low = middle;
      else high = middle - 1;
    }
    return this.pieces[low];
  }
}
