import { constants } from 'node:fs';
import { FileHandle, lstat, open, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { _readFileChunks } from './file-chunks';
import { _refuseImage } from './refusal';
import { _Member, _Source, _Visit } from './source';

/** Do not open a symbolic link, and do not wait for the writer of a pipe. Windows has neither. */
const FLAGS = constants.O_RDONLY + (constants.O_NOFOLLOW ?? 0) + (constants.O_NONBLOCK ?? 0);

/**
 * An image in a directory.
 *
 * @internal
 */
export class _DirectorySource implements _Source {
  public readonly storage = 'directory';

  public constructor(public readonly path: string) {}

  public async find(name: string): Promise<_Member | undefined> {
    return this.withFile(name, async file => ({ name, size: (await file.stat()).size }));
  }

  public async read(name: string): Promise<Buffer | undefined> {
    return this.withFile(name, async file => {
      const pieces = [];
      for await (const piece of _readFileChunks(file, 0, (await file.stat()).size)) pieces.push(piece);
      return Buffer.concat(pieces);
    });
  }

  public async stream(names: readonly string[], visit: _Visit): Promise<void> {
    for (const name of names) {
      await this.withFile(name, async file => visit(name, _readFileChunks(file, 0, (await file.stat()).size)));
    }
  }

  public async close(): Promise<void> {
    // Files are closed after reading.
  }

  private async withFile<T>(name: string, use: (file: FileHandle) => Promise<T>): Promise<T | undefined> {
    const path = join(this.path, name);
    await this.checkLinks(path, name);
    let file;
    try {
      file = await open(path, FLAGS);
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code!)) return undefined;
      return _refuseImage('oci/unreadable', this.path, `"${name}" cannot be opened: ${(error as Error).message}.`);
    }
    try {
      if (!(await file.stat()).isFile()) return _refuseImage('oci/blob-link', this.path, `"${name}" is not a file.`);
      return await use(file);
    } finally {
      await file.close();
    }
  }

  /** The directory itself may be reached through a link; nothing in it may be one. */
  private async checkLinks(path: string, name: string): Promise<void> {
    try {
      const inside = await realpath(dirname(path)) === join(await realpath(this.path), dirname(name));
      if (inside && !(await lstat(path)).isSymbolicLink()) return;
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code!)) return;
      throw error;
    }
    _refuseImage('oci/blob-link', this.path, `"${name}" is reached through a symbolic link.`);
  }
}
