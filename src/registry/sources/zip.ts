import { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

/** A file of an archive. */
interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  readonly offset: number;
}

const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const END_MARK = 0x06054b50;
const ENTRY_MARK = 0x02014b50;
const ENTRY_LENGTH = 46;
const LOCAL_MARK = 0x04034b50;
const LOCAL_LENGTH = 30;
const STORED = 0;
const DEFLATED = 8;
/** Bytes of the table of contents: Go allows modules of some ten thousand files. */
const MOST_TABLE_BYTES = 64 * 2 ** 20;

/**
 * A ZIP archive on the disk, read file by file. Neither ZIP64 nor encryption is understood: the archives of Go modules have neither.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 * @internal
 */
export class _Zip {
  /** @throws RangeError if it is not an archive */
  public static async open(file: FileHandle): Promise<_Zip> {
    const { size } = await file.stat();
    const tail = await readAt(file, Math.max(0, size - END_LENGTH - LONGEST_COMMENT), Math.min(size, END_LENGTH + LONGEST_COMMENT));
    let at = tail.length - END_LENGTH;
    while (at >= 0 && tail.readUInt32LE(at) !== END_MARK) at--;
    if (at < 0) throw new RangeError('it has no table of contents');
    const [tableBytes, tableOffset] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
    if (tableBytes > MOST_TABLE_BYTES || tableOffset + tableBytes > size) throw new RangeError('its table of contents is not in it');
    return new _Zip(file, readTable(await readAt(file, tableOffset, tableBytes)));
  }

  private constructor(private readonly file: FileHandle, private readonly entries: ReadonlyMap<string, Entry>) {}

  public get names(): string[] {
    return [...this.entries.keys()];
  }

  /**
   * Hands out the content of a file.
   *
   * @throws RangeError if it cannot be unpacked
   */
  public async* read(name: string): AsyncGenerator<Buffer, void> {
    const { method, packedBytes, offset } = this.entries.get(name)!;
    if (method !== STORED && method !== DEFLATED) throw new RangeError(`its file ${JSON.stringify(name)} is packed in another way`);
    const local = await readAt(this.file, offset, LOCAL_LENGTH);
    if (local.readUInt32LE(0) !== LOCAL_MARK) throw new RangeError(`its file ${JSON.stringify(name)} is not where it should be`);
    const start = offset + LOCAL_LENGTH + local.readUInt16LE(26) + local.readUInt16LE(28);
    const packed = Readable.from(readPieces(this.file, start, packedBytes));
    const inflate = createInflateRaw();
    try {
      yield* (method === STORED ? packed : packed.on('error', error => inflate.destroy(error)).pipe(inflate)) as AsyncIterable<Buffer>;
    } catch (error) {
      if (!/^Z_/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
      throw new RangeError(`its file ${JSON.stringify(name)} cannot be unpacked`);
    } finally {
      packed.destroy();
      inflate.destroy();
    }
  }
}

function readTable(table: Buffer): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (let at = 0; at < table.length;) {
    if (at + ENTRY_LENGTH > table.length || table.readUInt32LE(at) !== ENTRY_MARK) throw new RangeError('its table of contents is damaged');
    const nameBytes = table.readUInt16LE(at + 28);
    const name = table.toString('utf8', at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameBytes);
    if (entries.has(name)) throw new RangeError(`it has the file ${JSON.stringify(name)} twice`);
    entries.set(name, { name, method: table.readUInt16LE(at + 10), packedBytes: table.readUInt32LE(at + 20), offset: table.readUInt32LE(at + 42) });
    at += ENTRY_LENGTH + nameBytes + table.readUInt16LE(at + 30) + table.readUInt16LE(at + 32);
  }
  return entries;
}

async function* readPieces(file: FileHandle, start: number, length: number): AsyncGenerator<Buffer, void> {
  for (let at = 0; at < length; at += 2 ** 16) yield await readAt(file, start + at, Math.min(2 ** 16, length - at));
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw new RangeError('it ends too early');
  return buffer;
}
