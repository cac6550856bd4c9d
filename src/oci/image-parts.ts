import { _BuiltArtifact, _BuiltAttestation, _BuiltConfig, _BuiltImage, _BuiltIndex } from './built-image';

/**
 * The content of the documents of an image, before any layer is read.
 *
 * @internal
 */
export interface _ImageParts {
  readonly format: _BuiltImage['format'];
  readonly indexes: readonly _BuiltIndex[];
  readonly manifests: readonly _ManifestPart[];
  /** The platforms of images that were not to be read. */
  readonly otherPlatforms: ReadonlySet<string>;
  readonly attestations: readonly _BuiltAttestation[];
  readonly artifacts: readonly _BuiltArtifact[];
  /** Blobs that no image needs: only their digests are checked. */
  readonly otherBlobs: readonly _BlobPart[];
}

/** @internal */
export interface _ManifestPart {
  readonly where: string;
  readonly platform: string;
  readonly digest?: string;
  readonly mediaType: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly descriptorAnnotations: Readonly<Record<string, string>>;
  readonly references: readonly string[];
  readonly config: _BuiltConfig;
  readonly layers: readonly _LayerPart[];
}

/** @internal */
export interface _BlobPart {
  /** Name of the member that contains it. */
  readonly member: string;
  /** Undefined for a docker-archive. */
  readonly digest?: string;
}

/** @internal */
export interface _LayerPart extends _BlobPart {
  readonly diffId: string;
  readonly size: number;
  /** Undefined for a docker-archive: its first bytes determine it. */
  readonly mediaType?: string;
  readonly annotations: Readonly<Record<string, string>>;
}
