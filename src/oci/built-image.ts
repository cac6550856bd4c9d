import { _Elf } from '../elf';

/**
 * A container image as it was built, read from a file or a registry.
 *
 * @internal
 */
export interface _BuiltImage {
  readonly path: string;
  /** `dir`: what containers/image (Podman, Buildah, Skopeo) writes to `dir:PATH`. */
  readonly format: 'oci-layout' | 'docker-archive' | 'dir';
  readonly storage: 'directory' | 'tar' | 'tar.gz' | 'registry';
  /** The index that a push of the image would make; none where there is one manifest only, and in a docker-archive. */
  readonly index?: _BuiltIndex;
  /** All indexes, `index.json` of the layout first, then those in it. */
  readonly indexes: readonly _BuiltIndex[];
  /** One for each platform, in the order of the indexes. */
  readonly manifests: readonly _BuiltManifest[];
  readonly attestations: readonly _BuiltAttestation[];
  /** What is named beside the images and is neither one nor an attestation, e.g. a signature. Its blobs are not read. */
  readonly artifacts: readonly _BuiltArtifact[];
}

/** @internal */
export interface _BuiltDescriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations: Readonly<Record<string, string>>;
  readonly artifactType?: string;
  /** As imagewright writes it, e.g. `linux/arm/v7`; `unknown/unknown` for attestations. */
  readonly platform?: string;
}

/** @internal */
export interface _BuiltIndex {
  /** SHA-256 of its text. That of `index.json` is not that of what is pushed. */
  readonly digest: string;
  /** Empty where the index does not say. */
  readonly mediaType: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly manifests: readonly _BuiltDescriptor[];
}

/** @internal */
export interface _BuiltManifest {
  /** As the index says, or else the configuration: e.g. `linux/arm/v7`. */
  readonly platform: string;
  /** None in a docker-archive, which has no manifest in the sense of a registry. */
  readonly digest?: string;
  readonly mediaType: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** What the index says about it. */
  readonly descriptorAnnotations: Readonly<Record<string, string>>;
  /** Names or tags: `RepoTags` of a docker-archive, else the annotation that containerd reads, or that of the specification. */
  readonly references: readonly string[];
  readonly config: _BuiltConfig;
  readonly layers: readonly _BuiltLayer[];
  /** By absolute path, `/` included, a directory before what is in it. */
  readonly rootfs: ReadonlyMap<string, _BuiltEntry>;
  /** What is in a layer and not to be seen. */
  readonly shadowed: readonly _Shadowed[];
}

/** @internal */
export interface _BuiltAttestation {
  readonly digest: string;
  readonly mediaType: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** Digest of the manifest that it is about. */
  readonly subject?: string;
  /** E.g. `https://slsa.dev/provenance/v1`, `https://spdx.dev/Document`. */
  readonly predicateTypes: readonly string[];
}

/** @internal */
export interface _BuiltArtifact {
  readonly digest: string;
  readonly mediaType: string;
  /** Its own word, or else the media type of its configuration, of its content, or of itself. */
  readonly artifactType: string;
  /** The tag that it has of its own: it stands beside the image, and is not pushed with it. */
  readonly name?: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly subject?: string;
}

/** @internal */
export interface _BuiltConfig {
  /** Digest of its text. */
  readonly digest: string;
  /** Empty in a docker-archive. */
  readonly mediaType: string;
  readonly os: string;
  readonly architecture: string;
  /** Empty where it says none. */
  readonly variant: string;
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly env: readonly string[];
  readonly user: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
  readonly exposedPorts: readonly string[];
  readonly stopSignal: string;
  readonly workingDir: string;
  readonly healthcheck?: _BuiltHealthcheck;
  /** What a health check of one line is given to; none where the engine's own is. */
  readonly shell?: readonly string[];
  readonly created?: string;
  readonly history: readonly _BuiltHistory[];
}

/** @internal */
export interface _BuiltHealthcheck {
  readonly test: readonly string[];
  /** In nanoseconds, as all of these; 0 is the engine's default. */
  readonly interval: number;
  readonly timeout: number;
  readonly startPeriod: number;
  readonly startInterval: number;
  readonly retries: number;
}

/** @internal */
export interface _BuiltHistory {
  readonly created?: string;
  readonly createdBy: string;
  readonly comment: string;
  /** Whether it made no layer. */
  readonly isEmpty: boolean;
}

/** @internal */
export interface _BuiltLayer {
  /** Digest of what is stored and transferred. */
  readonly digest: string;
  /** Digest of the tar in it. */
  readonly diffId: string;
  /** In a docker-archive, what the first bytes tell. */
  readonly mediaType: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** What is transferred. */
  readonly compressedBytes: number;
  /** The tar. */
  readonly uncompressedBytes: number;
  /** The contents of its files: what they take on a disk, without directories and the rounding to blocks. */
  readonly extractedBytes: number;
  /** Entries of the tar, whiteouts included. */
  readonly entries: number;
  /** Whether something follows the end of the tar, which engines do not unpack: the table of contents of an eStargz that BuildKit wrote. */
  readonly hasTrailing: boolean;
}

/** @internal */
export interface _BuiltEntry {
  readonly kind: 'file' | 'directory' | 'symlink' | 'character-device' | 'block-device' | 'fifo';
  /** Four octal digits, e.g. `0755`, `4755`, `1777`. */
  readonly mode: string;
  /** `uid:gid`. */
  readonly owner: string;
  /** Bytes of a file; 0 for all else. */
  readonly size: number;
  /** Seconds since 1970, without the fraction. */
  readonly mtime: number;
  /** Number of the layer that it comes from, from 0. */
  readonly layer: number;
  /** A directory that no layer has: engines differ in the mode that they give it. */
  readonly isImplied?: boolean;
  /** Where a symbolic link points, as it is written in the image. */
  readonly target?: string;
  /** A further name of the file at this path: all facts are those of that file, and its bytes count once. */
  readonly hardlinkTo?: string;
  /** Major and minor number, e.g. `1:3`. */
  readonly device?: string;
  /** Names of extended attributes, sorted, e.g. `security.capability`. */
  readonly xattrs?: readonly string[];
  /** CRC-32 of the content of a file. Equal contents have equal ones; it proves nothing against someone who makes them equal. */
  readonly crc32?: number;
  /** SHA-256 of the content of a file in hexadecimal digits, when asked for. */
  readonly sha256?: string;
  /** Of every file that is one, executable or not. */
  readonly elf?: _Elf;
  /** Of every file that begins with `#!`, executable or not. */
  readonly script?: _Script;
  /** Of the few files that say how a container starts: see `kept-content.ts`. */
  readonly content?: Buffer;
}

/**
 * The first line of a script, as the kernel reads it.
 *
 * @see https://man7.org/linux/man-pages/man2/execve.2.html
 * @internal
 */
export interface _Script {
  readonly interpreter: string;
  /** All that follows, as one argument; empty if nothing. */
  readonly argument: string;
}

/**
 * Something that a layer holds and nobody sees: bytes that are transferred and stored in vain.
 *
 * @internal
 */
export interface _Shadowed {
  readonly path: string;
  readonly kind: _BuiltEntry['kind'];
  /** Bytes of a file; 0 for all else, and for a further name of a file. */
  readonly bytes: number;
  /** Number of the layer that holds it. */
  readonly layer: number;
  /** Number of the layer that hides it: the same one when the path is twice in it. */
  readonly by: number;
  /** `removed` by a whiteout, of it or of a directory above. */
  readonly how: 'replaced' | 'removed';
  /** It was replaced by the same content (SHA-256 if asked for, else size and CRC-32): only mode, owner, time or nothing has changed. */
  readonly isIdentical: boolean;
}
