import type { _BuiltImage, _BuiltManifest } from '../oci';

/**
 * The size of the image of one platform.
 *
 * @internal
 */
export interface _Measures {
  /** Number of regular files that a container sees. */
  readonly files: number;
  /** Bytes of the compressed layers; unset if the archive stores them uncompressed. */
  readonly transferred?: number;
  /** Bytes of the files in all layers: what a device stores. */
  readonly extracted: number;
  readonly layers: number;
}

/**
 * Measures the image of one platform.
 *
 * @param image where it was read
 * @internal
 */
export function _measureImage({ layers, rootfs }: _BuiltManifest, { format, saved }: Pick<_BuiltImage, 'format' | 'saved'>): _Measures {
  let files = 0;
  for (const [, { kind }] of rootfs) if (kind === 'file') files++;
  const isAsTransferred = (format === 'oci-layout' && saved === undefined) || layers.every(({ mediaType }) => /gzip|zstd/.test(mediaType));
  return {
    files,
    ...isAsTransferred ? { transferred: layers.reduce((sum, { compressedBytes }) => sum + compressedBytes, 0) } : {},
    extracted: layers.reduce((sum, { extractedBytes }) => sum + extractedBytes, 0),
    layers: layers.length,
  };
}
