import { FileHandle } from 'node:fs/promises';
import { _CHUNK, _readFileChunks } from './file-chunks';
import { _Budget } from './limits';
import { _Members } from './members';
import { _refuseImage } from './refusal';
import { _Member, _Source, _Visit } from './source';
import { _Tar } from './tar';
import { _createTarRefusal } from './tar-header';

/**
 * An image in an uncompressed tar: first all headers are read, then blobs at their positions, in any order.
 *
 * @internal
 */
export class _TarSource implements _Source {
  public static async open(path: string, file: FileHandle, budget: _Budget): Promise<_TarSource> {
    const { size } = await file.stat();
    const members = new _Members(path, budget);
    const tar = new _Tar(_createTarRefusal(path));
    for (let at = 0; at < size;) {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(_CHUNK), 0, _CHUNK, at);
      const chunk = buffer.subarray(0, bytesRead);
      if (chunk.length === 0) break;
      for (const event of tar.feed(chunk)) if (event.is === 'entry') members.add(event.header, tar.position);
      at += chunk.length + tar.gap;
      if (tar.isEnded) break;
      if (at > size) _refuseImage('oci/tar', path, 'The archive ends in the middle of an entry.');
      tar.skip();
    }
    tar.finish();
    return new _TarSource(path, file, members);
  }

  public readonly storage = 'tar';

  private constructor(public readonly path: string, private readonly file: FileHandle, private readonly members: _Members) {}

  public async find(name: string): Promise<_Member | undefined> {
    return this.members.find(name);
  }

  public async read(name: string): Promise<Buffer | undefined> {
    const member = this.members.find(name);
    if (member === undefined) return undefined;
    const pieces = [];
    for await (const piece of _readFileChunks(this.file, member.offset, member.size)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  public async stream(names: readonly string[], visit: _Visit): Promise<void> {
    for (const name of names) {
      const { offset, size } = this.members.find(name)!;
      await visit(name, _readFileChunks(this.file, offset, size));
    }
  }

  public async close(): Promise<void> {
    await this.file.close();
  }
}
