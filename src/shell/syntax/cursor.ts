/**
 * A place in a script at which the shell stops reading. Thrown only inside this folder, often just to try something else:
 * not an Error, because that would record the stack each time.
 *
 * @internal
 */
export class _Fault {
  public constructor(public readonly what: string, public readonly line: number, public readonly column: number) {}
}

/** More nested levels than real scripts have; each takes some space on the stack. */
const DEEPEST = 100;

/**
 * A text and how far it was read.
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
    /** How many characters may be read again, here and in the texts inside: enough for what people write, so that no text takes more than linear time. */
    private readonly again = { left: 1000 + 10 * text.length },
  ) {
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) this.lineStarts.push(end + 1);
  }

  /** A text that was taken from here, as deep as here. */
  public createInner(text: string, line: number): _Cursor {
    return new _Cursor(text, line, this.depth, this.again);
  }

  public get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** The character `ahead` of here; empty behind the end. */
  public peekChar(ahead = 0): string {
    return this.text.charAt(this.position + ahead);
  }

  public startsWith(text: string): boolean {
    return this.text.startsWith(text, this.position);
  }

  /** Goes over `text`, if it is next. */
  public take(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.position += text.length;
    return true;
  }

  /** Goes over what a sticky pattern finds here. */
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

  /** A fault in a text that was taken from here is one of this place. */
  public refuse(error: unknown, position: number): never {
    if (error instanceof _Fault) return this.refuseAt(error.what, position);
    throw error;
  }

  /** Reads something that may hold itself. */
  public readNested<T>(read: () => T): T {
    if (this.depth >= DEEPEST) this.refuseAt(`More than ${DEEPEST} nested levels`);
    this.depth++;
    const value = read();
    this.depth--;
    return value;
  }

  /** The value, or undefined and nothing read, where the text turns out to be something else. */
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
