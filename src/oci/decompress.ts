import { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';
import { _CHUNK } from './file-chunks';
import { _Compression } from './media-types';
import { _refuseImage } from './refusal';

/** A stream of zlib, which counts the bytes that it took. */
type Unpacker = Duplex & { readonly bytesWritten: number };

/** Node.js 22.15 and newer have it. */
type Zlib = typeof zlib & { readonly createZstdDecompress?: (options: zlib.ZlibOptions) => Unpacker };

/** What follows the end of compressed data. Several gzip members are one file, several zstd frames are too, but not for Node.js. */
const TRAILING: Readonly<Record<Exclude<_Compression, 'none'>, string>> = {
  gzip: 'something follows its end',
  zstd: 'more follows its first frame, and Node.js unpacks no other (zstd:chunked has many)',
};

/**
 * Hands unpacked data to `consume`, piece by piece. Unpacking goes on in another thread meanwhile.
 *
 * @throws `oci/compression` for damaged, cut or trailing data, `oci/zstd`, and what `consume` throws
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
  const unpacker = unpackerOf(compression, where);
  let given = 0;
  async function* counted(): AsyncGenerator<Buffer, void> {
    for await (const chunk of chunks) {
      given += chunk.length;
      yield chunk;
    }
  }
  let result: { value: T } | undefined;
  try {
    await pipeline(counted, unpacker, async (unpacked: AsyncIterable<Buffer>) => {
      result = { value: await consume(unpacked) };
    });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // The stream ended although there is more for it: Node.js tells it in these two ways.
    if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ABORT_ERR') return refuse(TRAILING[compression]);
    if (code?.startsWith('Z') === true) return refuse(message);
    throw error;
  }
  return unpacker.bytesWritten < given ? refuse(TRAILING[compression]) : result!.value;
}

function unpackerOf(compression: 'gzip' | 'zstd', where: string): Unpacker {
  const options = { chunkSize: _CHUNK, highWaterMark: 2 * _CHUNK };
  if (compression === 'gzip') return zlib.createGunzip(options);
  const { createZstdDecompress } = zlib as Zlib;
  return createZstdDecompress?.(options)
    ?? _refuseImage('oci/zstd', where, `It is packed with zstd, which Node.js ${process.versions.node} cannot unpack.`);
}
