import type { _Range, _SyntaxLine } from './syntax-tree';

/** The start of a piece of a logical line, in the line and in the file. */
interface Piece {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** A comment line between two pieces. */
interface LineComment {
  /** The start of the following piece. */
  readonly offset: number;
  readonly line: number;
  readonly text: string;
}

/**
 * Continued lines, joined without a separator as BuildKit does. It knows the original place of each character.
 *
 * @internal
 */
export class _LogicalLine {
  private readonly texts: string[] = [];
  private readonly pieces: Piece[] = [];
  private length = 0;
  private readonly comments: LineComment[] = [];
  private joined?: string;

  /** Adds the text of a line of the file. */
  public add(text: string, line: number, column: number): void {
    this.pieces.push({ offset: this.length, line, column });
    this.texts.push(text);
    this.length += text.length;
  }

  /** Records a comment line, which adds no text. */
  public addComment(text: string, line: number): void {
    this.comments.push({ offset: this.length, line, text });
  }

  /** A part of the line, split into lines of the file, with the comment lines between them. */
  public splitLines(start: number, end: number): _SyntaxLine[] {
    const lines = this.pieces.map(({ offset, line }, i): _SyntaxLine => {
      const next = this.pieces[i + 1]?.offset ?? end;
      return { line, text: this.text.slice(Math.max(offset, start), Math.min(next, end)), isComment: false };
    }).filter(({ text }) => text !== '');
    const between = this.comments.filter(({ offset, line }) => offset < end && line > (lines[0]?.line ?? Infinity))
      .map(({ line, text }): _SyntaxLine => ({ line, text, isComment: true }));
    return [...lines, ...between].sort((one, other) => one.line - other.line);
  }

  /** The start, even if the first line contains only its continuation. */
  public get first(): { readonly line: number; readonly column: number } {
    return this.pieces[0];
  }

  /** The joined text. */
  public get text(): string {
    return this.joined ??= this.texts.join('');
  }

  /** The range of a part in the file. */
  public findRange(start: number, end: number): _Range {
    const first = this.findPiece(start);
    // A word that ends at a continuation ends on that line.
    const last = end > start ? this.findPiece(end - 1) : first;
    return {
      startLine: first.line,
      startColumn: first.column + start - first.offset,
      endLine: last.line,
      endColumn: last.column + end - last.offset,
    };
  }

  private findPiece(offset: number): Piece {
    let [low, high] = [0, this.pieces.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.pieces[middle].offset <= offset) low = middle;
      else high = middle - 1;
    }
    return this.pieces[low];
  }
}
