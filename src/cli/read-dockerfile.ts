import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { UsageError } from './command';

/** A Dockerfile that was read. */
export interface Input {
  /** As it is shown. */
  readonly name: string;
  readonly text: string;
  /** The lines of the `.dockerignore` that a build with it would use. */
  readonly dockerignore?: string[];
}

const LINE_BREAK = 10;

/** What the system says, in words. */
const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'it may not be read',
  ENAMETOOLONG: 'the name is too long',
};

/** Reads a file, or standard input for `-`. */
export async function readDockerfile(path: string, stdin: Readable): Promise<Input> {
  if (path === '-') return { name: '<stdin>', text: decoded('standard input', await all(stdin)) };
  return { name: path, text: decoded(path, contents(path)), dockerignore: dockerignoreOf(path) };
}

/** Of a file's own `.dockerignore` and that of its folder, the first. @see https://docs.docker.com/build/concepts/context/#filename-and-location */
function dockerignoreOf(path: string): string[] | undefined {
  for (const candidate of [`${path}.dockerignore`, join(dirname(path), '.dockerignore')]) {
    try {
      return readFileSync(candidate, 'utf8').split(/\r?\n/);
    } catch {
      // None there, or none that a build could read.
    }
  }
  return undefined;
}

function contents(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new UsageError(`${path} cannot be read: ${REASONS[code] ?? code}.`);
  }
}

/** A NUL is in every binary file and in no Dockerfile. Bytes that are no UTF-8 would be read as another character. */
function decoded(name: string, bytes: Buffer): string {
  const nul = bytes.indexOf(0);
  if (nul >= 0) throw new UsageError(`${name} is no text: there is a NUL byte in line ${lineAt(bytes, nul)}. A Dockerfile is UTF-8.`);
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw new UsageError(`${name} is not UTF-8: there is a character of another encoding in line ${firstForeignLine(bytes)}. Save it as UTF-8.`);
}

function firstForeignLine(bytes: Buffer): number {
  let start = 0;
  for (let end = bytes.indexOf(LINE_BREAK); end >= 0 && isUtf8(bytes.subarray(start, end)); end = bytes.indexOf(LINE_BREAK, start)) start = end + 1;
  return lineAt(bytes, start);
}

function lineAt(bytes: Buffer, place: number): number {
  return bytes.subarray(0, place).filter(byte => byte === LINE_BREAK).length + 1;
}

async function all(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
