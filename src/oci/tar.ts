import { _BLOCK, _readPaxRecords, _TarHeader, _readTarHeader, _applyPax, SPARSE } from './tar-header';

/**
 * An event while a tar is read: an entry, then its data in pieces, then its end.
 *
 * @internal
 */
export type _TarEvent =
  | { readonly is: 'entry'; readonly header: _TarHeader }
  | { readonly is: 'data'; readonly data: Buffer }
  | { readonly is: 'end' };

const END: _TarEvent = { is: 'end' };
const ZEROS = Buffer.alloc(64 * 1024);

/** Types of entries that describe the next one. Go's archive/tar accepts at most this many bytes of each. */
const ABOUT_NEXT = new Set(['x', 'g', 'L', 'K']);
const MAX_ABOUT_NEXT = 1024 * 1024;

/**
 * Reads a tar piece by piece. It keeps only the headers that describe the next entry, and passes data on without copying.
 *
 * @internal
 */
export class _Tar {
  /** Position of the data of the current entry. */
  public position = 0;
  /** Position of the next piece. */
  private fed = 0;
  /** Remaining bytes of the data of the current entry. */
  private data = 0;
  /** Remaining zeros after the data. */
  private padding = 0;
  private readonly block = Buffer.alloc(_BLOCK);
  private filled = 0;
  private zeroBlocks = 0;
  private isFollowed = false;
  /** The entry that describes the next one, while its data is read. */
  private about?: { readonly type: string; readonly data: Buffer; filled: number };
  private pax?: Map<string, Buffer>;
  private longName?: Buffer;
  private longLink?: Buffer;

  /** @param refuse called with the problem; throws */
  public constructor(private readonly refuse: (what: string) => never) {}

  /** Number of bytes before the next header: `skip` omits them. */
  public get gap(): number {
    return this.about === undefined ? this.data + this.padding : 0;
  }

  /** Whether the two empty blocks that end an archive were read. Go's archive/tar, and so every engine, reads nothing after them. */
  public get isEnded(): boolean {
    return this.zeroBlocks === 2;
  }

  /** Whether anything but zeros follows the end. */
  public get hasTrailing(): boolean {
    return this.isFollowed;
  }

  /** Continues at the header after the current entry. */
  public skip(): void {
    if (this.about !== undefined) return;
    this.fed += this.gap;
    this.data = 0;
    this.padding = 0;
  }

  public *feed(chunk: Buffer): Generator<_TarEvent, void> {
    let at = 0;
    while (at < chunk.length) {
      if (this.data > 0) {
        const end = Math.min(chunk.length, at + this.data);
        const data = chunk.subarray(at, end);
        this.data -= end - at;
        at = end;
        if (this.about !== undefined) this.addAbout(data);
        else yield { is: 'data', data };
        if (this.data === 0 && this.about === undefined) yield END;
        if (this.data === 0) this.about = undefined;
      } else if (this.padding > 0) {
        const end = Math.min(chunk.length, at + this.padding);
        this.padding -= end - at;
        at = end;
      } else if (this.isEnded) {
        this.isFollowed ||= !isZero(chunk, at);
        at = chunk.length;
      } else {
        const missing = _BLOCK - this.filled;
        const end = Math.min(chunk.length, at + missing);
        const isWhole = this.filled === 0 && end - at === _BLOCK;
        if (!isWhole) this.filled += chunk.copy(this.block, this.filled, at, end);
        const block = isWhole ? chunk.subarray(at, end) : this.block;
        at = end;
        if (!isWhole && this.filled < _BLOCK) break;
        this.filled = 0;
        const header = this.readHeader(block);
        if (header === undefined) continue;
        this.position = this.fed + at;
        yield { is: 'entry', header };
        if (header.size === 0) yield END;
      }
    }
    this.fed += chunk.length;
  }

  /** To be called after the last piece. */
  public finish(): void {
    if (this.data > 0 || this.padding > 0 || this.filled > 0) this.refuse('The archive ends in the middle of an entry.');
    if (this.pax !== undefined || this.longName !== undefined || this.longLink !== undefined) this.refuse('The archive ends before an entry that was announced.');
  }

  /** The header of an entry; undefined for an entry that only describes the next one. */
  private readHeader(block: Buffer): _TarHeader | undefined {
    if (block[0] === 0 && isZero(block, 0)) {
      this.zeroBlocks++;
      return undefined;
    }
    if (this.zeroBlocks > 0) this.refuse('An entry follows the end of the archive.');
    const plain = _readTarHeader(block, this.refuse);
    if (plain.type === 'S') this.refuse(SPARSE);
    if (ABOUT_NEXT.has(plain.type)) {
      if (plain.size > MAX_ABOUT_NEXT) this.refuse(`A header has ${plain.size} bytes, more than ${MAX_ABOUT_NEXT}.`);
      this.expect(plain.size);
      this.about = { type: plain.type, data: Buffer.alloc(plain.size), filled: 0 };
      if (plain.size === 0) {
        this.keepAbout(plain.type, this.about.data);
        this.about = undefined;
      }
      return undefined;
    }
    let header = this.pax === undefined ? plain : _applyPax(plain, this.pax, this.refuse);
    if (this.longName !== undefined) header = { ...header, name: this.longName };
    if (this.longLink !== undefined) header = { ...header, link: this.longLink };
    this.pax = this.longName = this.longLink = undefined;
    this.expect(header.size);
    return header;
  }

  private expect(size: number): void {
    this.data = size;
    this.padding = (_BLOCK - size % _BLOCK) % _BLOCK;
  }

  private addAbout(data: Buffer): void {
    const about = this.about!;
    about.filled += data.copy(about.data, about.filled);
    if (about.filled === about.data.length) this.keepAbout(about.type, about.data);
  }

  private keepAbout(type: string, data: Buffer): void {
    const end = data.indexOf(0);
    const value = end < 0 ? data : data.subarray(0, end);
    if (type === 'x') this.pax = _readPaxRecords(data, this.refuse);
    else if (type === 'L') this.longName = value;
    else if (type === 'K') this.longLink = value;
    // Go's archive/tar, and so every engine, ignores global headers (`g`).
  }
}

function isZero(chunk: Buffer, start: number): boolean {
  for (let at = start; at < chunk.length; at += ZEROS.length) {
    const part = chunk.subarray(at, at + ZEROS.length);
    if (!part.equals(ZEROS.subarray(0, part.length))) return false;
  }
  return true;
}
