import { FileHandle } from 'node:fs/promises';
import { _decompress } from './decompress';
import { _readFileChunks } from './file-chunks';
import { _Budget } from './limits';
import { _Members } from './members';
import { _refuseImage } from './refusal';
import { _Member, _Source, _Visit } from './source';
import { _Tar, _TarEvent } from './tar';
import { _createTarRefusal } from './tar-header';

/** The first character of a JSON document. */
const DOCUMENT = /[[{\s]/;

/** Limit for all indexes, manifests and configurations together, as a multiple of `maxManifestBytes`. */
const KEPT = 16;

/**
 * An image in a compressed tar. Blobs usually come before the index that describes them, and a stream cannot go back: it is
 * unpacked once for the table of contents and everything that looks like JSON, and once more for the layers. Nothing is written to a disk.
 *
 * @internal
 */
export class _GzipSource implements _Source {
  public static async open(path: string, file: FileHandle, budget: _Budget): Promise<_GzipSource> {
    const source = new _GzipSource(path, file, new _Members(path, budget));
    await source.pass(events => source.readContents(events, budget), budget);
    return source;
  }

  public readonly storage = 'tar.gz';
  private readonly documents = new Map<string, Buffer>();

  private constructor(public readonly path: string, private readonly file: FileHandle, private readonly members: _Members) {}

  public async find(name: string): Promise<_Member | undefined> {
    return this.members.find(name);
  }

  public async read(name: string): Promise<Buffer | undefined> {
    const member = this.members.find(name);
    return member === undefined ? undefined : this.documents.get(member.name) ?? Buffer.alloc(0);
  }

  public async stream(names: readonly string[], visit: _Visit): Promise<void> {
    const wanted = new Map(names.map(name => [this.members.find(name)!.offset, name]));
    await this.pass(async events => {
      for await (const event of events) {
        const name = event.is === 'entry' ? wanted.get(event.position) : undefined;
        if (name !== undefined) await visit(name, readData(events));
      }
    });
  }

  public async close(): Promise<void> {
    await this.file.close();
  }

  private async readContents(events: AsyncIterable<Placed>, budget: _Budget): Promise<void> {
    const { maxManifestBytes } = budget.limits;
    let member: _Member | undefined;
    let pieces: Buffer[] = [];
    let kept = 0;
    for await (const event of events) {
      if (event.is === 'entry') {
        member = this.members.add(event.header, event.position);
        pieces = [];
        if (member !== undefined) this.documents.delete(member.name);
      } else if (event.is === 'data' && member !== undefined) {
        if (member.size > maxManifestBytes || (pieces.length === 0 && !DOCUMENT.test(String.fromCharCode(event.data[0])))) {
          member = undefined;
          continue;
        }
        kept += event.data.length;
        if (kept > KEPT * maxManifestBytes) {
          _refuseImage('oci/limit', this.path, `The documents in the archive have more than ${KEPT * maxManifestBytes} bytes (${KEPT} times maxManifestBytes).`);
        }
        pieces.push(Buffer.from(event.data));
      } else if (event.is === 'end' && member !== undefined) {
        this.documents.set(member.name, Buffer.concat(pieces));
      }
    }
  }

  private async pass(use: (events: AsyncGenerator<Placed, void>) => Promise<void>, budget?: _Budget): Promise<void> {
    const { size } = await this.file.stat();
    await _decompress(_readFileChunks(this.file, 0, size), 'gzip', this.path, async chunks => use(this.events(chunks, budget)));
  }

  private async* events(chunks: AsyncIterable<Buffer>, budget?: _Budget): AsyncGenerator<Placed, void> {
    const tar = new _Tar(_createTarRefusal(this.path));
    for await (const chunk of chunks) {
      budget?.takeBytes(chunk.length, this.path);
      for (const event of tar.feed(chunk)) yield { ...event, position: tar.position };
    }
    tar.finish();
  }
}

/** An event, with the position of the data of its entry. */
type Placed = _TarEvent & { readonly position: number };

/** The data of the current entry. */
async function* readData(events: AsyncGenerator<Placed, void>): AsyncGenerator<Buffer, void> {
  for (let next = await events.next(); next.done !== true && next.value.is !== 'end'; next = await events.next()) {
    if (next.value.is === 'data') yield next.value.data;
  }
}
