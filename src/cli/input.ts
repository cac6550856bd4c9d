import { Stats, fstatSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { UsageError } from './command';
import { _MOST_BASE_BYTES } from '../bases';
import { _UnreadableFile, _readChunk, _readOpenFile, _withFile } from '../core';

/**
 * How many bytes of each input are read at most. A longer input is refused, so that neither an endless device nor a wrong file fills the
 * memory.
 */
export const MOST_BYTES = {
  /** Far longer than any Dockerfile. A Dockerfile of short lines takes a hundred times as much memory. */
  dockerfile: 8 * 2 ** 20,
  /** The claims for some hundred thousand files. */
  manifest: 64 * 2 ** 20,
  /** The explanation of several thousand images. */
  explanation: 256 * 2 ** 20,
  base: _MOST_BASE_BYTES,
  /** The targets of several thousand images. */
  bake: 64 * 2 ** 20,
  /** What is built of several thousand images. */
  rows: 64 * 2 ** 20,
  /** A file whose lines are shown, or whose digest is compared. */
  source: 32 * 2 ** 20,
} as const;

/** How long to wait for a writer of a named pipe, in milliseconds. */
const PATIENCE = 3000;

/** How long to wait between two reads of a pipe, in milliseconds. */
const PAUSE = 20;

/** The error for an input that cannot be read, with the reason. */
export class Unreadable extends UsageError {
  public constructor(name: string, public readonly code: string, reason: string) {
    super(`${name === '' ? '""' : name} cannot be read: ${reason}.`);
  }
}

/**
 * Reads a file, or a pipe such as a shell creates for `<(…)`.
 *
 * @throws Unreadable if it cannot be read, is longer than `most`, or is neither a file nor a pipe
 */
export async function readFile(path: string, most: number): Promise<Buffer> {
  return openFile(path, async (file, stats) => {
    if (stats.isFile()) return _readOpenFile(file, stats, most);
    if (stats.isFIFO()) return readPipe(file, most);
    return refuseFile(stats);
  });
}

/** The errors of a path where no file is. */
const NO_FILE = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO', 'EISDIR'];

/**
 * Reads a file if it exists; undefined for anything else. It never waits for a pipe or a device.
 *
 * @throws Unreadable if there is a file that cannot be read, or is longer than `most`
 */
export function readPresent(path: string, most: number): Buffer | undefined {
  try {
    return openFile(path, (file, stats) => (stats.isFile() ? _readOpenFile(file, stats, most) : undefined));
  } catch (error) {
    if (error instanceof Unreadable && NO_FILE.includes(error.code)) return undefined;
    throw error;
  }
}

/** The same for a file without which the command works as well: undefined also if it cannot be read. */
export function readIfPresent(path: string, most: number): Buffer | undefined {
  try {
    return readPresent(path, most);
  } catch {
    return undefined;
  }
}

/**
 * Reads standard input to its end.
 *
 * @throws Unreadable if it is closed, not open for reading, or longer than `most`
 */
export async function readStandardInput(stdin: Readable, most: number): Promise<Buffer> {
  const stats = readStats(stdin);
  if (stats?.isDirectory()) throw nameFault('standard input', _UnreadableFile.ofDirectory());
  if (stats !== undefined && isNullDevice(stats)) throw new Unreadable('standard input', 'EBADF', 'it is closed, or /dev/null. Redirect a file to it: imagewright … - < FILE');
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stdin) {
      chunks.push(Buffer.from(chunk as Uint8Array));
      length += chunks[chunks.length - 1].length;
      if (length > most) throw _UnreadableFile.ofLength(most);
    }
  } catch (error) {
    throw nameFault('standard input', error);
  }
  return Buffer.concat(chunks);
}

/** Formats a number of bytes for people. */
export function formatMebibytes(bytes: number): string {
  return `${bytes / 2 ** 20} MiB`;
}

function openFile<T>(path: string, read: (file: number, stats: Stats) => T): T {
  const fail = (error: unknown): never => { throw nameFault(path, error); };
  try {
    const result = _withFile(path, read);
    return result instanceof Promise ? result.catch(fail) as T : result;
  } catch (error) {
    return fail(error);
  }
}

/** Reads until all writers have closed the pipe, and refuses a pipe that has no writer. */
async function readPipe(file: number, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const end = Date.now() + PATIENCE;
  for (let length = 0; ;) {
    const chunk = _readChunk(file, 2 ** 16);
    if (chunk === undefined) {
      await sleep(PAUSE);
    } else if (chunk.length > 0) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > most) throw _UnreadableFile.ofLength(most);
    } else if (length > 0) {
      return Buffer.concat(chunks);
    } else if (Date.now() > end) {
      throw new _UnreadableFile('EAGAIN', `it is a pipe that received no data for ${PATIENCE / 1000} seconds`);
    } else {
      await sleep(PAUSE);
    }
  }
}

function refuseFile(stats: Stats): never {
  if (stats.isDirectory()) throw _UnreadableFile.ofDirectory();
  throw new _UnreadableFile('ENOTSUP', 'it is a device, not a file. For standard input, write "-"');
}

function nameFault(name: string, error: unknown): Unreadable {
  const { code, reason } = _UnreadableFile.of(error);
  return new Unreadable(name, code, reason);
}

/** The file behind a stream; undefined if it has no file descriptor. */
function readStats(stdin: Readable): Stats | undefined {
  const { fd } = stdin as { fd?: unknown };
  try {
    return typeof fd === 'number' ? fstatSync(fd) : undefined;
  } catch {
    return undefined;
  }
}

/** Node.js replaces a closed standard input with the null device. */
function isNullDevice(stats: Stats): boolean {
  return stats.isCharacterDevice() && stats.rdev === statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
}
