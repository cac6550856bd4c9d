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

/** A NUL is in every binary file and in no Dockerfile. */
function decoded(name: string, bytes: Buffer): string {
  const nul = bytes.indexOf(0);
  if (nul < 0) return bytes.toString('utf8');
  const line = bytes.subarray(0, nul).toString('latin1').split('\n').length;
  throw new UsageError(`${name} is no text: there is a NUL byte in line ${line}. A Dockerfile is UTF-8.`);
}

async function all(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
