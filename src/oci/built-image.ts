import { _Elf } from '../elf';

/**
 * A built container image, read from a file or a registry.
 *
 * @internal
 */
export interface _BuiltImage {
  readonly path: string;
  /** `dir`: what containers/image (Podman, Buildah, Skopeo) writes to `dir:PATH`. */
  readonly format: 'oci-layout' | 'docker-archive' | 'dir';
  readonly storage: 'directory' | 'tar' | 'tar.gz' | 'registry';
  /** The images in `manifest.json`, of an archive as of `docker save`. BuildKit and Docker 25 or later write an OCI layout that has one, too. */
  readonly saved?: readonly _SavedImage[];
  /** The index that a push of the image would create; undefined if there is only one manifest, and for a docker-archive. */
  readonly index?: _BuiltIndex;
  /** All indexes: `index.json` of the layout first, then the nested ones. */
  readonly indexes: readonly _BuiltIndex[];
  /** One for each platform, in the order of the indexes. */
  readonly manifests: readonly _BuiltManifest[];
  readonly attestations: readonly _BuiltAttestation[];
  /** Manifests that are neither an image nor an attestation, e.g. a signature. Their blobs are not read. */
  readonly artifacts: readonly _BuiltArtifact[];
}

/**
 * An image as `manifest.json` of an archive lists it.
 *
 * @internal
 */
export interface _SavedImage {
  /** The member that is its configuration. */
  readonly config: string;
  /** The members that are its layers. */
  readonly layers: readonly string[];
}

/** @internal */
export interface _BuiltDescriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations: Readonly<Record<string, string>>;
  readonly artifactType?: string;
  /** In imagewright's notation, e.g. `linux/arm/v7`; `unknown/unknown` for attestations. */
  readonly platform?: string;
}

/** @internal */
export interface _BuiltIndex {
  /** SHA-256 of its text. For `index.json`, a push has a different one. */
  readonly digest: string;
  /** Empty if the index has none. */
  readonly mediaType: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly manifests: readonly _BuiltDescriptor[];
}

/** @internal */
export interface _BuiltManifest {
  /** From the index, or else from the configuration, e.g. `linux/arm/v7`. */
  readonly platform: string;
  /** Undefined for a docker-archive, which has no manifest in the sense of a registry. */
  readonly digest?: string;
  readonly mediaType: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** Annotations of its descriptor in the index. */
  readonly descriptorAnnotations: Readonly<Record<string, string>>;
  /** Names or tags: `RepoTags` of a docker-archive, or else the annotation of containerd or of the specification. */
  readonly references: readonly string[];
  readonly config: _BuiltConfig;
  readonly layers: readonly _BuiltLayer[];
  /** By absolute path, including `/`; a directory comes before its content. */
  readonly rootfs: ReadonlyMap<string, _BuiltEntry>;
  /** Entries of layers that are not visible in the image. */
  readonly shadowed: readonly _Shadowed[];
}

/** @internal */
export interface _BuiltAttestation {
  readonly digest: string;
  readonly mediaType: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** Digest of the manifest that it describes. */
  readonly subject?: string;
  /** E.g. `https://slsa.dev/provenance/v1`, `https://spdx.dev/Document`. */
  readonly predicateTypes: readonly string[];
}

/** @internal */
export interface _BuiltArtifact {
  readonly digest: string;
  readonly mediaType: string;
  /** Its `artifactType`, or else the media type of its configuration, of its content, or of the manifest. */
  readonly artifactType: string;
  /** Its own tag: it is separate from the image and not pushed with it. */
  readonly name?: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly subject?: string;
}

/** @internal */
export interface _BuiltConfig {
  /** Digest of its text. */
  readonly digest: string;
  /** Empty for a docker-archive. */
  readonly mediaType: string;
  readonly os: string;
  readonly architecture: string;
  /** Empty if there is none. */
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
  /** The shell that runs a health check in shell form; undefined for the engine's default. */
  readonly shell?: readonly string[];
  readonly created?: string;
  readonly history: readonly _BuiltHistory[];
}

/** @internal */
export interface _BuiltHealthcheck {
  readonly test: readonly string[];
  /** In nanoseconds, like all durations here; 0 is the engine's default. */
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
  /** Whether it created no layer. */
  readonly isEmpty: boolean;
}

/** @internal */
export interface _BuiltLayer {
  /** Digest of the bytes that are stored and transferred. */
  readonly digest: string;
  /** Digest of the uncompressed tar. */
  readonly diffId: string;
  /** For a docker-archive, derived from the first bytes. */
  readonly mediaType: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** Bytes that are transferred. */
  readonly compressedBytes: number;
  /** Bytes of the uncompressed tar. */
  readonly uncompressedBytes: number;
  /** Bytes of the contents of its files: their size on a disk, without directories and the rounding to blocks. */
  readonly extractedBytes: number;
  /** Number of entries in the tar, including whiteouts. */
  readonly entries: number;
  /** Whether data follows the end of the tar, such as the table of contents of an eStargz written by BuildKit. Engines do not unpack it. */
  readonly hasTrailing: boolean;
}

/** @internal */
export interface _BuiltEntry {
  readonly kind: 'file' | 'directory' | 'symlink' | 'character-device' | 'block-device' | 'fifo';
  /** Four octal digits, e.g. `0755`, `4755`, `1777`. */
  readonly mode: string;
  /** `uid:gid`. */
  readonly owner: string;
  /** Bytes of a file; 0 for other kinds. */
  readonly size: number;
  /** Seconds since 1970, without the fraction. */
  readonly mtime: number;
  /** Number of its layer, from 0. */
  readonly layer: number;
  /** Whether it is a directory that no layer contains: engines give it different modes. */
  readonly isImplied?: boolean;
  /** The target of a symbolic link, as written in the image. */
  readonly target?: string;
  /** The file that a hard link names: all facts are those of that file, and its bytes count once. */
  readonly hardlinkTo?: string;
  /** Major and minor number, e.g. `1:3`. */
  readonly device?: string;
  /** Names of extended attributes, sorted, e.g. `security.capability`. */
  readonly xattrs?: readonly string[];
  /** CRC-32 of the content of a file. Equal contents have equal values, but different contents can be made to have equal ones. */
  readonly crc32?: number;
  /** SHA-256 of the content of a file in hexadecimal digits, if requested. */
  readonly sha256?: string;
  /** Facts of an ELF file, executable or not. */
  readonly elf?: _Elf;
  /** The first line of a file that begins with `#!`, executable or not. */
  readonly script?: _Script;
  /** Content of the few files that determine how a container starts, and of those that the caller asks for: see `kept-content.ts`. */
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
  /** The rest of the line, as one argument; may be empty. */
  readonly argument: string;
}

/**
 * An entry of a layer that another entry hides: its bytes are transferred and stored for nothing.
 *
 * @internal
 */
export interface _Shadowed {
  readonly path: string;
  readonly kind: _BuiltEntry['kind'];
  /** Bytes of a file; 0 for other kinds and for hard links. */
  readonly bytes: number;
  /** Number of the layer that contains it. */
  readonly layer: number;
  /** Number of the layer that hides it: the same one if it contains the path twice. */
  readonly by: number;
  /** `removed`: by a whiteout of it or of a directory above. */
  readonly how: 'replaced' | 'removed';
  /** Whether it was replaced by the same content (by SHA-256 if requested, else by size and CRC-32): at most mode, owner and time changed. */
  readonly isIdentical: boolean;
}
