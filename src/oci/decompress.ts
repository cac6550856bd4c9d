import { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';
import { _CHUNK } from './file-chunks';
import { _Compression } from './media-types';
import { _refuseImage } from './refusal';

/** A stream of zlib, which counts the bytes that it consumes. */
type Unpacker = Duplex & { readonly bytesWritten: number };

/** Node.js 22.15 and newer have it. */
type Zlib = typeof zlib & { readonly createZstdDecompress?: (options: zlib.ZlibOptions) => Unpacker };

/**
 * Passes unpacked data to `consume`, piece by piece. Unpacking continues in another thread meanwhile. Several gzip members and several zstd
 * frames form one file. Zeros after the last gzip member are padding.
 *
 * @throws `oci/compression` for damaged or cut data, `oci/tail`, `oci/zstd`, `oci/window`, and what `consume` throws
 * @internal
 */
export async function _decompress<T>(
  chunks: AsyncIterable<Buffer>,
  compression: _Compression,
  where: string,
  consume: (chunks: AsyncIterable<Buffer>) => Promise<T>,
): Promise<T> {
  if (compression === 'none') return consume(chunks);
  const refuse = (why: string) => _refuseImage('oci/compression', where, `${compression} cannot unpack it: ${why}.`);
  const unpacker = createUnpacker(compression, where);
  let given = 0;
  let magic = '';
  async function* countBytes(): AsyncGenerator<Buffer, void> {
    for await (const chunk of chunks) {
      given += chunk.length;
      if (magic.length < 4) magic += chunk.toString('hex', 0, 2);
      yield chunk;
    }
  }
  let result: { value: T } | undefined;
  try {
    await pipeline(countBytes, unpacker, async (unpacked: AsyncIterable<Buffer>) => {
      result = { value: await consume(unpacked) };
    });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // The stream ended although there is more data: Node.js reports this in two ways.
    const isEnded = code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ABORT_ERR';
    if (isEnded && compression === 'gzip' && result !== undefined) return result.value;
    if (isEnded) return refuse(MORE);
    // The first header was valid, so a later one is wrong; the data unpacked just before it is lost.
    if (message === 'incorrect header check' && magic.startsWith('1f8b')) return _refuseImage('oci/tail', where, 'The data after the end of the compressed data is neither gzip nor zeros.');
    if (code?.startsWith('ZSTD_error_frameParameter_windowTooLarge') === true) return _refuseImage('oci/window', where, `zstd cannot unpack it: ${message}.`);
    if (code?.startsWith('Z') === true) return refuse(message);
    throw error;
  }
  return compression === 'zstd' && unpacker.bytesWritten < given ? refuse(MORE) : result!.value;
}

/** Node.js before 22.15 has no zstd. No version is known that stops after the first frame; if one does, that is an error. */
const MORE = 'more follows its first frame, and this Node.js unpacks no other (zstd:chunked has many)';

function createUnpacker(compression: 'gzip' | 'zstd', where: string): Unpacker {
  const options = { chunkSize: _CHUNK, highWaterMark: 2 * _CHUNK };
  if (compression === 'gzip') return zlib.createGunzip(options);
  const { createZstdDecompress } = zlib as Zlib;
  return createZstdDecompress?.(options)
    ?? _refuseImage('oci/zstd', where, `It is compressed with zstd, which Node.js ${process.versions.node} cannot unpack.`);
}
