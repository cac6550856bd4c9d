import { isUtf8 } from 'node:buffer';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { UsageError } from './command';
import { MOST_BYTES, Unreadable, readFile, readStandardInput } from './input';

/** A Dockerfile that was read. */
export interface Input {
  /** The name in messages. */
  readonly name: string;
  readonly text: string;
  /** The lines of the `.dockerignore` that a build with it would use. */
  readonly dockerignore?: string[];
}

const LINE_BREAK = 10;

/**
 * Reads a file, or standard input for `-`.
 *
 * @throws UsageError if it cannot be read, or is not text
 */
export async function readDockerfile(path: string, stdin: Readable): Promise<Input> {
  if (path === '-') return { name: '<stdin>', text: decodeText('standard input', await readStandardInput(stdin, MOST_BYTES.dockerfile)) };
  return { name: path, text: decodeText(path, await readFile(path, MOST_BYTES.dockerfile)), dockerignore: await readDockerignore(path) };
}

/** Reads the first that exists: the file's own `.dockerignore`, or that of its folder. @see https://docs.docker.com/build/concepts/context/#filename-and-location */
async function readDockerignore(path: string): Promise<string[] | undefined> {
  for (const candidate of [`${path}.dockerignore`, join(dirname(path), '.dockerignore')]) {
    try {
      return (await readFile(candidate, MOST_BYTES.dockerfile)).toString('utf8').split(/\r?\n/);
    } catch (error) {
      // It does not exist, or a build could not read it either. A device or an endless file is an error.
      if (error instanceof Unreadable && IS_MISTAKE.has(error.code)) throw error;
    }
  }
  return undefined;
}

const IS_MISTAKE = new Set(['EFBIG', 'ENOTSUP', 'EAGAIN']);

/** Refuses binary files, which contain NUL, and bytes that are not UTF-8, which would become other characters. */
function decodeText(name: string, bytes: Buffer): string {
  const nul = bytes.indexOf(0);
  if (nul >= 0) throw new UsageError(`${name} is not text: there is a NUL byte in line ${countLine(bytes, nul)}. A Dockerfile is UTF-8.`);
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw new UsageError(`${name} is not UTF-8: there is a character of another encoding in line ${findForeignLine(bytes)}. Save it as UTF-8.`);
}

function findForeignLine(bytes: Buffer): number {
  let start = 0;
  for (let end = bytes.indexOf(LINE_BREAK); end >= 0 && isUtf8(bytes.subarray(start, end)); end = bytes.indexOf(LINE_BREAK, start)) start = end + 1;
  return countLine(bytes, start);
}

function countLine(bytes: Buffer, place: number): number {
  return bytes.subarray(0, place).filter(byte => byte === LINE_BREAK).length + 1;
}
