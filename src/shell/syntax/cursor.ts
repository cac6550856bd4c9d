/**
 * A place in a script where the shell stops reading. Thrown only inside this folder, often just to try another reading:
 * not an Error, because that would record the stack each time.
 *
 * @internal
 */
export class _Fault {
  public constructor(public readonly what: string, public readonly line: number, public readonly column: number) {}
}

/** Real scripts have fewer nested levels. Each takes some space on the stack. */
const DEEPEST = 100;

/**
 * A text and the position up to which it was read.
 *
 * @internal
 */
export class _Cursor {
  public position = 0;
  private readonly lineStarts = [0];

  public constructor(
    public readonly text: string,
    private readonly firstLine: number,
    private depth = 0,
    /** How many characters may be read again, here and in nested texts: enough for real scripts, and few enough to keep the time linear. */
    private readonly again = { left: 1000 + 10 * text.length },
  ) {
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) this.lineStarts.push(end + 1);
  }

  /** A cursor for a nested text, at the same depth. */
  public createInner(text: string, line: number): _Cursor {
    return new _Cursor(text, line, this.depth, this.again);
  }

  public get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** The character `ahead` of the position; empty after the end. */
  public peekChar(ahead = 0): string {
    return this.text.charAt(this.position + ahead);
  }

  public startsWith(text: string): boolean {
    return this.text.startsWith(text, this.position);
  }

  /** Skips `text` if it is next. */
  public take(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.position += text.length;
    return true;
  }

  /** Skips and returns what a sticky pattern matches at the position. */
  public match(pattern: RegExp): string {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.position += found.length;
    return found;
  }

  public findLine(position = this.position): number {
    return this.firstLine + this.findLineIndex(position);
  }

  public refuseAt(what: string, position = this.position): never {
    const line = this.findLineIndex(position);
    throw new _Fault(what, this.firstLine + line, position - this.lineStarts[line] + 1);
  }

  /** Reports a fault in a nested text at the position of that text. */
  public refuse(error: unknown, position: number): never {
    if (error instanceof _Fault) return this.refuseAt(error.what, position);
    throw error;
  }

  /** Reads a construct that may be nested. */
  public readNested<T>(read: () => T): T {
    if (this.depth >= DEEPEST) this.refuseAt(`More than ${DEEPEST} nested levels`);
    this.depth++;
    const value = read();
    this.depth--;
    return value;
  }

  /** Tries a reading. If the text turns out to be something else, the result is undefined and the position is unchanged. */
  public attempt<T>(read: () => T): T | undefined {
    const { position, depth } = this;
    try {
      return read();
    } catch (error) {
      if (!(error instanceof _Fault)) throw error;
      this.again.left -= this.position - position;
      if (this.again.left < 0) throw error;
      this.position = position;
      this.depth = depth;
      return undefined;
    }
  }

  private findLineIndex(position: number): number {
    let [low, high] = [0, this.lineStarts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.lineStarts[middle] <= position) low = middle; else high = middle - 1;
    }
    return low;
  }
}
