/**
 * Keeps a part of a streamed file.
 *
 * @internal
 */
export class _Range {
  private readonly buffer: Buffer;
  private filled = 0;

  public constructor(private readonly start: number, length: number) {
    this.buffer = Buffer.alloc(length);
  }

  /** @param at where in the file the piece is */
  public take(piece: Buffer, at: number): void {
    const begin = this.start + this.filled - at;
    if (begin < 0 || begin >= piece.length || this.filled === this.buffer.length) return;
    this.filled += piece.copy(this.buffer, this.filled, begin);
  }

  /** The kept bytes from an offset in the file on; undefined if that part is not kept. */
  public from(place: number): Buffer | undefined {
    const at = place - this.start;
    return at < 0 || at >= this.filled ? undefined : this.buffer.subarray(at, this.filled);
  }

  /** The kept bytes: fewer than requested if the file ended before. */
  public get data(): Buffer {
    return this.buffer.subarray(0, this.filled);
  }
}

/**
 * Finds the first occurrence of some bytes in a part of a streamed file, and keeps what follows.
 *
 * @internal
 */
export class _Search {
  /** Where in the file it was found. */
  public place?: number;
  private found?: _Range;
  /** The end of the previous pieces, in which the bytes may begin. */
  private tail = Buffer.alloc(0);

  /**
   * @param lead how many bytes to keep before them
   * @param length how many bytes to keep in total
   * @param accepts whether this is the right occurrence; `lead` is the bytes before it
   */
  public constructor(
    private readonly bytes: Buffer,
    private readonly start: number,
    private readonly end: number,
    private readonly lead: number,
    private readonly length: number,
    private readonly accepts: (place: number, lead: Buffer) => boolean,
  ) {}

  /** @param at where in the file the piece is */
  public take(piece: Buffer, at: number): void {
    if (this.found !== undefined) {
      this.found.take(piece, at);
      return;
    }
    if (at >= this.end || at + piece.length <= this.start) return;
    const window = this.tail.length === 0 ? piece : Buffer.concat([this.tail, piece]);
    const origin = at - this.tail.length;
    const first = Math.max(0, this.start - origin);
    for (let i = window.indexOf(this.bytes, first); i >= 0; i = window.indexOf(this.bytes, i + 1)) {
      const place = origin + i - this.lead;
      if (i < this.lead || origin + i >= this.end || !this.accepts(place, window.subarray(i - this.lead, i))) continue;
      this.place = place;
      this.found = new _Range(place, this.length);
      this.found.take(window, origin);
      this.tail = Buffer.alloc(0);
      return;
    }
    this.tail = Buffer.from(window.subarray(Math.max(first, window.length - this.bytes.length - this.lead + 1)));
  }

  public get data(): Buffer | undefined {
    return this.found?.data;
  }
}
