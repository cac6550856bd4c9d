import { Stats, closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { UsageError } from './command';

/**
 * How many bytes of each input are read. More is refused before it is read, so that neither a device without an end nor a file taken by
 * mistake fills the memory.
 */
export const MOST_BYTES = {
  /** No Dockerfile is as long, by far. One of nothing but short lines takes a hundred times as much memory. */
  dockerfile: 8 * 2 ** 20,
  /** The claims for some hundred thousand files. */
  manifest: 64 * 2 ** 20,
  /** What a synthesis of several thousand images leaves. */
  explanation: 256 * 2 ** 20,
  /** A file whose lines are shown, or that is compared with what it was. */
  source: 32 * 2 ** 20,
} as const;

/** How long a named pipe may have nobody who writes to it, in milliseconds. */
const PATIENCE = 3000;

/** How often a pipe is looked at, in milliseconds. */
const PAUSE = 20;

/** What the system says, in words. */
const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'it may not be read',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'it is a link that leads to itself',
  EBADF: 'it is not open for reading',
  EIO: 'the device reports an error',
  ENXIO: 'it is a socket, or a device that is not there',
  ERR_INVALID_ARG_VALUE: 'a name of a file has no NUL byte',
};

/** That something cannot be read, and why. */
export class Unreadable extends UsageError {
  public constructor(name: string, public readonly code: string, reason: string) {
    super(`${name === '' ? '""' : name} cannot be read: ${reason}.`);
  }
}

/**
 * The content of a file, or of a pipe such as a shell makes for `<(…)`.
 *
 * @throws Unreadable for what cannot be read, is longer than `most`, or is neither
 */
export async function readFile(path: string, most: number): Promise<Buffer> {
  return opened(path, async (file, stats) => {
    if (stats.isFile()) return regular(path, file, stats, most);
    if (stats.isFIFO()) return piped(path, file, most);
    return refuse(path, stats);
  });
}

/**
 * The content of a file that is there; undefined for anything else. Pipes and devices are not waited for.
 */
export function readIfThere(path: string, most: number): Buffer | undefined {
  try {
    return opened(path, (file, stats) => (stats.isFile() ? regular(path, file, stats, most) : undefined));
  } catch {
    return undefined;
  }
}

/**
 * All of standard input.
 *
 * @throws Unreadable where it is closed, not open for reading, or longer than `most`
 */
export async function readStandardInput(stdin: Readable, most: number): Promise<Buffer> {
  const stats = statsOf(stdin);
  if (stats?.isDirectory()) throw new Unreadable('standard input', 'EISDIR', REASONS.EISDIR);
  if (stats !== undefined && isNullDevice(stats)) throw new Unreadable('standard input', 'EBADF', 'it is closed, or /dev/null. Hand the text over: imagewright … - < FILE');
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stdin) {
      chunks.push(Buffer.from(chunk as Uint8Array));
      length += chunks[chunks.length - 1].length;
      if (length > most) throw tooLong('standard input', most);
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw unreadable('standard input', error);
  }
  return Buffer.concat(chunks);
}

/** A number of bytes as a person writes it. */
export function mebibytes(bytes: number): string {
  return `${bytes / 2 ** 20} MiB`;
}

function opened<T>(path: string, read: (file: number, stats: Stats) => T): T {
  let file: number;
  try {
    // eslint-disable-next-line no-bitwise -- flags are bits
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    throw unreadable(path, error);
  }
  const close = () => closeSync(file);
  const fail = (error: unknown): never => { throw error instanceof UsageError ? error : unreadable(path, error); };
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

/** Of files below /proc no size is known, so it is read to its end. */
function regular(path: string, file: number, { size }: Stats, most: number): Buffer {
  if (size > most) throw tooLong(path, most);
  const chunks: Buffer[] = [];
  for (let length = 0; ;) {
    const chunk = chunkOf(file, Math.max(size - length, 2 ** 16));
    if (chunk === undefined || chunk.length === 0) return Buffer.concat(chunks);
    chunks.push(chunk);
    length += chunk.length;
    if (length > most) throw tooLong(path, most);
  }
}

/** It ends when everybody who writes has closed it, and is refused when nobody does. */
async function piped(path: string, file: number, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const end = Date.now() + PATIENCE;
  for (let length = 0; ;) {
    const chunk = chunkOf(file, 2 ** 16);
    if (chunk === undefined) {
      await sleep(PAUSE);
    } else if (chunk.length > 0) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > most) throw tooLong(path, most);
    } else if (length > 0) {
      return Buffer.concat(chunks);
    } else if (Date.now() > end) {
      throw new Unreadable(path, 'EAGAIN', `it is a pipe, and nobody has written to it for ${PATIENCE / 1000} seconds`);
    } else {
      await sleep(PAUSE);
    }
  }
}

/** What there is to read now: nothing at the end, undefined where it will come later. */
function chunkOf(file: number, length: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(length);
  try {
    return bytes.subarray(0, readSync(file, bytes, 0, length, null));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
    throw error;
  }
}

function refuse(path: string, stats: Stats): never {
  if (stats.isDirectory()) throw new Unreadable(path, 'EISDIR', REASONS.EISDIR);
  throw new Unreadable(path, 'ENOTSUP', 'it is a device, not a file. "-" is standard input');
}

function unreadable(name: string, error: unknown): Unreadable {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return new Unreadable(name, code, REASONS[code] ?? (code || (error as Error).message));
}

function tooLong(name: string, most: number): Unreadable {
  return new Unreadable(name, 'EFBIG', `it is longer than ${mebibytes(most)}, the most that is read`);
}

/** What is behind a stream; unknown where that is no file of the system. */
function statsOf(stdin: Readable): Stats | undefined {
  const { fd } = stdin as { fd?: unknown };
  try {
    return typeof fd === 'number' ? fstatSync(fd) : undefined;
  } catch {
    return undefined;
  }
}

/** What Node.js puts in the place of a standard input that was closed. */
function isNullDevice(stats: Stats): boolean {
  return stats.isCharacterDevice() && stats.rdev === statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
}
