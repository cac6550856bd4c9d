import type { _BuiltImage, _BuiltManifest } from '../oci';

/**
 * How big an image of one platform is.
 *
 * @internal
 */
export interface _Measures {
  /** Regular files that a container sees. */
  readonly files: number;
  /** Bytes of the compressed layers; none where they are stored in another way than they are transferred. */
  readonly transferred?: number;
  /** Bytes of the files of all layers: what a device stores. */
  readonly extracted: number;
  readonly layers: number;
}

/** @internal */
export function _measured({ layers, rootfs }: _BuiltManifest, format: _BuiltImage['format']): _Measures {
  let files = 0;
  for (const [, { kind }] of rootfs) if (kind === 'file') files++;
  const isAsTransferred = format === 'oci-layout' || layers.every(({ mediaType }) => /gzip|zstd/.test(mediaType));
  return {
    files,
    ...isAsTransferred ? { transferred: layers.reduce((sum, { compressedBytes }) => sum + compressedBytes, 0) } : {},
    extracted: layers.reduce((sum, { extractedBytes }) => sum + extractedBytes, 0),
    layers: layers.length,
  };
}
