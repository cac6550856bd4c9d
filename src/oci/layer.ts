import { createHash, hash, Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { _BuiltEntry } from './built-image';
import { _splitEntryName, _decodeName } from './entry-name';
import { _KeptContent } from './kept-content';
import { _LayerTree, _LowerLink } from './layer-tree';
import { _Budget } from './limits';
import { _quote, _refuseImage } from './refusal';
import { _readScript, _SCRIPT_BYTES } from './script';
import { _Tar } from './tar';
import { _TarHeader, _createTarRefusal } from './tar-header';
import { _findOwn } from '../core';
import { _ElfProbe } from '../elf';

/**
 * The content of a layer.
 *
 * @internal
 */
export interface _LayerContent {
  readonly tree: _LayerTree;
  readonly uncompressedBytes: number;
  readonly extractedBytes: number;
  readonly entries: number;
  readonly hasTrailing: boolean;
}

const KINDS: Readonly<Record<string, _BuiltEntry['kind']>> = {
  0: 'file',
  2: 'symlink',
  3: 'character-device',
  4: 'block-device',
  5: 'directory',
  6: 'fifo',
};
const HARD_LINK = '1';

/** @see https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md#whiteouts */
const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';
/** Prefix of the metadata of AUFS, which engines skip. */
const AUFS = '.wh..wh.';

/**
 * Reads a layer piece by piece. Memory grows with the number of entries, never with their contents.
 *
 * @internal
 */
export class _LayerReader {
  private readonly tar: _Tar;
  private readonly tree: _LayerTree;
  private readonly modes = new Map<number, string>();
  private readonly owners = new Map<string, string>();
  private bytes = 0;
  private extracted = 0;
  private entries = 0;
  private file?: FileReader;
  private header?: _TarHeader;
  private path: readonly string[] = [];

  public constructor(
    private readonly layer: number,
    private readonly budget: _Budget,
    private readonly where: string,
    private readonly digests: boolean,
    private readonly kept: _KeptContent,
  ) {
    this.tar = new _Tar(_createTarRefusal(where));
    this.tree = new _LayerTree(layer, budget, where, what => this.refusePath(what));
  }

  public async read(chunks: AsyncIterable<Buffer>): Promise<_LayerContent> {
    for await (const chunk of chunks) {
      this.budget.takeBytes(chunk.length, this.where);
      this.bytes += chunk.length;
      for (const event of this.tar.feed(chunk)) {
        if (event.is === 'entry') this.begin(event.header);
        else if (event.is === 'data') this.file?.take(event.data);
        else this.end();
      }
    }
    this.tar.finish();
    return {
      tree: this.tree,
      uncompressedBytes: this.bytes,
      extractedBytes: this.extracted,
      entries: this.entries,
      hasTrailing: this.tar.hasTrailing,
    };
  }

  private begin(header: _TarHeader): void {
    this.entries++;
    this.budget.takeEntry(this.where);
    this.budget.takeName(header.name.length + header.link.length + header.xattrs.reduce((sum, name) => sum + name.length, 0), this.where);
    this.header = header;
    this.path = _splitEntryName(header.name, what => this.refusePath(what));
    this.file = header.type === '0' ? new FileReader(header, this.path, this.digests, this.kept) : undefined;
  }

  private end(): void {
    const header = this.header!;
    const name = this.path[this.path.length - 1] ?? '';
    if (name.startsWith(WHITEOUT)) return this.remove(name);
    if (header.type === HARD_LINK) return this.link(header);
    const kind = _findOwn(KINDS, header.type);
    if (kind === undefined) return this.refusePath(`The entry ${this.quotePath()} has the unknown type ${_quote(header.type)}.`);
    const entry = this.createEntry(kind, header);
    if (kind === 'symlink') entry.target = this.readTarget(header);
    if (header.device !== '') entry.device = header.device;
    if (header.xattrs.length > 0) entry.xattrs = header.xattrs;
    if (this.file !== undefined) {
      this.file.describe(entry);
      this.extracted += header.size;
    }
    this.tree.put(this.path, entry);
  }

  /**
   * Creates an entry with the common properties. There are hundreds of thousands of entries: absent properties take no memory, and common ones
   * are in the literal, because properties that are added later take twice as much.
   */
  private createEntry(kind: _BuiltEntry['kind'], header: _TarHeader): Mutable<_BuiltEntry> {
    const { layer } = this;
    const { size, mtime } = header;
    const mode = findCached(this.modes, header.mode % 0o10000, bits => bits.toString(8).padStart(4, '0'));
    const owner = findCached(this.owners, `${header.uid}:${header.gid}`, ids => ids);
    if (this.file === undefined) return { kind, mode, owner, size, mtime, layer };
    const { crc32: crc, sha256 } = this.file;
    return sha256 === undefined
      ? { kind, mode, owner, size, mtime, layer, crc32: crc }
      : { kind, mode, owner, size, mtime, layer, crc32: crc, sha256 };
  }

  private remove(name: string): void {
    const directory = this.path.slice(0, -1);
    if (name === OPAQUE) return this.tree.opaque(directory);
    if (name.startsWith(AUFS)) return undefined;
    const removed = name.slice(WHITEOUT.length);
    if (['', '.', '..'].includes(removed)) return this.refusePath(`The whiteout ${this.quotePath()} names no file.`);
    return this.tree.whiteout([...directory, removed]);
  }

  private link(header: _TarHeader): void {
    const path = _splitEntryName(header.link, what => this.refusePath(what));
    const node = this.tree.find(path);
    if (node === undefined || node instanceof _LowerLink) return this.tree.put(this.path, new _LowerLink(path));
    if (!('kind' in node)) return this.refusePath(`The hard link ${this.quotePath()} points to a directory.`);
    // A hard link to itself: engines ignore it.
    if (path.join('/') === this.path.join('/')) return undefined;
    return this.tree.put(this.path, { ...node, hardlinkTo: node.hardlinkTo ?? `/${path.join('/')}` });
  }

  private readTarget({ link }: _TarHeader): string {
    if (link.length === 0 || link.length > 4095) this.refusePath(`The link ${this.quotePath()} has a target of ${link.length} bytes.`);
    return _decodeName(link);
  }

  private quotePath(): string {
    return _quote(`/${this.path.join('/')}`);
  }

  private refusePath(what: string): never {
    return _refuseImage('oci/path', this.where, what);
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Collects facts about a file while its data is streamed. */
class FileReader {
  public crc32 = 0;
  private oneDigest?: string;
  private hash?: Hash;
  /** The beginning, until it is long enough to determine the type of the file. */
  private head?: Buffer;
  private elf?: _ElfProbe;
  private isKnown = false;
  private readonly size: number;
  private readonly mode: number;
  /** The whole content, if it is kept. */
  private content?: Buffer[];

  public constructor({ size, mode }: _TarHeader, path: readonly string[], private readonly digests: boolean, private readonly kept: _KeptContent) {
    this.size = size;
    this.mode = mode;
    if (kept.isWhollyKept(path, size)) this.content = [];
    if (digests && size === 0) this.oneDigest = computeDigest(Buffer.alloc(0));
  }

  public take(data: Buffer): void {
    this.content?.push(Buffer.from(data));
    this.crc32 = crc32(data, this.crc32);
    if (this.digests) this.addDigest(data);
    if (!this.isKnown) this.look(data);
    else this.elf?.take(data);
  }

  /** SHA-256 of all data, if requested. */
  public get sha256(): string | undefined {
    return this.oneDigest ?? this.hash?.digest('hex');
  }

  /** Adds the facts that few files have. */
  public describe(entry: Mutable<_BuiltEntry>): void {
    const elf = this.elf?.finish();
    if (elf !== undefined) entry.elf = elf;
    const script = this.head === undefined ? undefined : _readScript(this.head);
    if (script !== undefined) entry.script = script;
    if (this.content !== undefined) entry.content = this.content.length === 1 ? this.content[0] : Buffer.concat(this.content);
  }

  /** Most files arrive in one piece and need no object that keeps state between pieces. */
  private addDigest(data: Buffer): void {
    if (data.length === this.size) this.oneDigest = computeDigest(data);
    else (this.hash ??= createHash('sha256')).update(data);
  }

  private look(data: Buffer): void {
    const isNew = this.head === undefined;
    const begins = isNew ? data : Buffer.concat([this.head!, data]);
    const needed = Math.min(this.size, _SCRIPT_BYTES);
    if (begins.length < needed) {
      this.head = Buffer.from(begins);
      return;
    }
    this.isKnown = true;
    this.head = begins[0] === 0x23 && begins[1] === 0x21 ? Buffer.from(begins.subarray(0, _SCRIPT_BYTES)) : undefined;
    const isKept = this.head !== undefined && this.content === undefined && this.kept.isScriptToKeep(this.head, this.size, this.mode);
    if (isKept) this.content = [Buffer.from(begins)];
    if (begins.length >= 52 && begins.readUInt32BE(0) === 0x7f454c46) {
      this.elf = new _ElfProbe(this.size);
      this.elf.take(begins);
    }
  }
}

function computeDigest(data: Buffer): string {
  return hash('sha256', data, 'hex');
}

function findCached<K>(known: Map<K, string>, key: K, make: (key: K) => string): string {
  let text = known.get(key);
  if (text === undefined) {
    text = make(key);
    known.set(key, text);
  }
  return text;
}
