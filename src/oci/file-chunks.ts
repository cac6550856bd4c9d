import { FileHandle } from 'node:fs/promises';

/** Large enough that the way through the thread pool does not matter, small enough for a few to be on the way. */
export const _CHUNK = 256 * 1024;

/**
 * A part of a file, piece by piece. The next piece is read while one is looked at. Ends early where the file does.
 *
 * @internal
 */
export async function* _readFileChunks(file: FileHandle, start: number, length: number): AsyncGenerator<Buffer, void> {
  const read = (at: number) => {
    const size = Math.min(_CHUNK, start + length - at);
    const piece = file.read(Buffer.allocUnsafeSlow(size), 0, size, at);
    // Whoever stops early is not to be told about a read that fails later.
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
