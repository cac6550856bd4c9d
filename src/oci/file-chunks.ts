import { FileHandle } from 'node:fs/promises';

/** Large enough that the cost of the thread pool is negligible, small enough to have a few in memory. */
export const _CHUNK = 256 * 1024;

/**
 * Reads a part of a file, piece by piece. The next piece is read while one is processed. It ends early if the file does.
 *
 * @internal
 */
export async function* _readFileChunks(file: FileHandle, start: number, length: number): AsyncGenerator<Buffer, void> {
  const read = (at: number) => {
    const size = Math.min(_CHUNK, start + length - at);
    const piece = file.read(Buffer.allocUnsafeSlow(size), 0, size, at);
    // A consumer that stops early must not get the error of a later read.
    piece.catch(() => undefined);
    return piece;
  };
  const end = start + length;
  let at = start;
  let ahead = at < end ? read(at) : undefined;
  while (ahead !== undefined) {
    const { buffer, bytesRead } = await ahead;
    if (bytesRead === 0) return;
    at += bytesRead;
    ahead = at < end ? read(at) : undefined;
    yield buffer.subarray(0, bytesRead);
  }
}
