import { Stats, closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** The system's error codes in words. */
const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'permission is denied',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'it is a link that points to itself',
  EBADF: 'it is not open for reading',
  EIO: 'the device reports an error',
  ENXIO: 'it is a socket, or a device that does not exist',
  ERR_INVALID_ARG_VALUE: 'a file name cannot contain a NUL byte',
};

/**
 * The error for a file that cannot be read. Whoever reads it adds which file, and what to do.
 *
 * @internal
 */
export class _UnreadableFile extends Error {
  /** The error for one of the system. */
  public static of(error: unknown): _UnreadableFile {
    if (error instanceof _UnreadableFile) return error;
    const { code = '', message } = error as NodeJS.ErrnoException;
    return new _UnreadableFile(code, REASONS[code] ?? (code || message));
  }

  public static ofDirectory(): _UnreadableFile {
    return new _UnreadableFile('EISDIR', REASONS.EISDIR);
  }

  public static ofLength(most: number): _UnreadableFile {
    return new _UnreadableFile('EFBIG', `it is longer than ${most / 2 ** 20} MiB, the limit`);
  }

  /** @param reason in words, e.g. `it is a directory` */
  public constructor(public readonly code: string, public readonly reason: string) {
    super(reason);
  }
}

/**
 * Reads a regular file, or a link to one. It never waits for a pipe, nor reads a device without an end.
 *
 * @param most bytes
 * @throws _UnreadableFile if it is something else, is longer than `most`, or cannot be read
 * @internal
 */
export function _readRegularFile(path: string, most: number): Buffer {
  return _withFile(path, (file, stats) => {
    checkKind(stats);
    return _readOpenFile(file, stats, most);
  });
}

/**
 * Reads the first bytes of a regular file, or of a link to one.
 *
 * @throws _UnreadableFile
 * @internal
 */
export function _readBeginning(path: string, length: number): Buffer {
  return _withFile(path, (file, stats) => {
    checkKind(stats);
    return _readChunk(file, length) ?? Buffer.alloc(0);
  });
}

/**
 * Opens a file of any kind without waiting, and closes it when it has been read.
 *
 * @throws _UnreadableFile if it cannot be opened, or for what `read` throws
 * @internal
 */
export function _withFile<T>(path: string, read: (file: number, stats: Stats) => T): T {
  const fail = (error: unknown): never => { throw _UnreadableFile.of(error); };
  let file: number;
  try {
    // eslint-disable-next-line no-bitwise -- flags are bits
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    return fail(error);
  }
  const close = () => closeSync(file);
  let result: T;
  try {
    result = read(file, fstatSync(file));
  } catch (error) {
    close();
    return fail(error);
  }
  if (result instanceof Promise) return result.finally(close).catch(fail) as T;
  close();
  return result;
}

/**
 * Reads an open regular file to the end, as files below /proc report no size.
 *
 * @throws _UnreadableFile
 * @internal
 */
export function _readOpenFile(file: number, { size }: Stats, most: number): Buffer {
  if (size > most) throw _UnreadableFile.ofLength(most);
  const chunks: Buffer[] = [];
  for (let length = 0; ;) {
    const chunk = _readChunk(file, Math.max(size - length, 2 ** 16));
    if (chunk === undefined || chunk.length === 0) return Buffer.concat(chunks);
    chunks.push(chunk);
    length += chunk.length;
    if (length > most) throw _UnreadableFile.ofLength(most);
  }
}

/**
 * Reads what is available now: an empty chunk at the end, undefined if more will come later.
 *
 * @internal
 */
export function _readChunk(file: number, length: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(length);
  try {
    return bytes.subarray(0, readSync(file, bytes, 0, length, null));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
    throw error;
  }
}

function checkKind(stats: Stats): void {
  if (stats.isFile()) return;
  if (stats.isDirectory()) throw _UnreadableFile.ofDirectory();
  throw new _UnreadableFile('ENOTSUP', `it is a ${stats.isFIFO() ? 'pipe' : 'device'}, not a file`);
}
