import type { _Elf } from '../elf';

/**
 * What a base image holds on one platform, as far as rules, `explain` and `verify` need it. Its text form is in `text/`.
 *
 * @internal
 */
export interface _BaseFacts {
  /** `name:tag@sha256:…`, as in versions.json. */
  readonly reference: string;
  /** E.g. `linux/arm/v7`. */
  readonly platform: string;
  /** Digest of the manifest for the platform; undefined in an archive that has no manifest. */
  readonly digest?: string;
  /** The lowest layer first. */
  readonly layers: readonly _BaseLayer[];
  readonly config: _BaseConfig;
  /** Undefined if the base has no os-release. */
  readonly os?: _BaseSystem;
  /** Undefined if the base has no package database that imagewright reads. */
  readonly packages?: _BasePackages;
  /**
   * Directories that the loader of dynamic programs searches according to its configuration, besides those that are built into it, sorted. Undefined
   * if the base does not configure its loader.
   */
  readonly libraryDirectories?: readonly string[];
  /** The texts of accounts and of the scripts that its ENTRYPOINT, CMD and HEALTHCHECK lead to, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** All files by path, with `/`; a directory comes before what is in it. Files with the same facts may share one object. */
  readonly files: ReadonlyMap<string, _BaseFile>;
}

/** @internal */
export interface _BaseLayer {
  /** Digest of the uncompressed tar. */
  readonly diffId: string;
  /** Bytes that a pull transfers. */
  readonly compressedBytes: number;
  /** Bytes of its files on a disk. */
  readonly extractedBytes: number;
}

/**
 * The configuration that a stage inherits. An empty text is as good as none, as in the configuration of an image.
 *
 * @internal
 */
export interface _BaseConfig {
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  /** `NAME=value`, in the order of the image. */
  readonly env: readonly string[];
  readonly user: string;
  readonly workingDirectory: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
  /** E.g. `80/tcp`. */
  readonly exposedPorts: readonly string[];
  readonly stopSignal: string;
  readonly healthcheck?: _BaseHealthcheck;
  /** Undefined if it is the engine's default. */
  readonly shell?: readonly string[];
}

/** @internal */
export interface _BaseHealthcheck {
  readonly test: readonly string[];
  /** In nanoseconds, as all of these; 0 is the engine's default. */
  readonly interval: number;
  readonly timeout: number;
  readonly startPeriod: number;
  readonly startInterval: number;
  readonly retries: number;
}

/**
 * The distribution, from os-release; empty texts for what it does not say.
 *
 * @see https://www.freedesktop.org/software/systemd/man/latest/os-release.html
 * @internal
 */
export interface _BaseSystem {
  /** E.g. `debian`. */
  readonly id: string;
  /** E.g. `13`. */
  readonly version: string;
  /** E.g. `trixie`. */
  readonly codename: string;
}

/** @internal */
export interface _BasePackages {
  readonly database: 'dpkg' | 'apk';
  /** Sorted by name, then version. */
  readonly installed: readonly _BasePackage[];
}

/** @internal */
export interface _BasePackage {
  readonly name: string;
  readonly version: string;
}

/** @internal */
export type _BaseFileKind = 'file' | 'directory' | 'symlink' | 'character-device' | 'block-device' | 'fifo';

/**
 * One file of a base. A further name of a file (a hard link) is a file like any other.
 *
 * @internal
 */
export interface _BaseFile {
  readonly kind: _BaseFileKind;
  /** Four octal digits, e.g. `4755`. */
  readonly mode: string;
  /** `uid:gid`; undefined if the image names numbers that no account can have. */
  readonly owner?: string;
  /** What a symbolic link points to, as written. */
  readonly target?: string;
  /** A file has at most 2 to the power of this bytes. `_SMALLEST_SIZE_CLASS` for all files that are not larger, and for all other kinds. */
  readonly sizeClass: number;
  /** Whether a file has capabilities of its own. */
  readonly hasCapabilities?: boolean;
  readonly program?: _BaseProgram;
  /** The first line of a script. */
  readonly script?: _BaseScript;
}

/**
 * 4 KiB: two thirds of the files of a base are not larger.
 *
 * @internal
 */
export const _SMALLEST_SIZE_CLASS = 12;

/**
 * What an ELF file says about itself.
 *
 * @internal
 */
export interface _BaseProgram extends Pick<_Elf, 'machineName' | 'bits' | 'endianness' | 'linkage' | 'interpreter' | 'needed' | 'maxAlignment'> {
  /** Directories that it names for its libraries, separated by `:`, as written. */
  readonly searchPath?: string;
  readonly isGo?: boolean;
  readonly isPacked?: boolean;
}

/** @internal */
export interface _BaseScript {
  readonly interpreter: string;
  /** All that follows the interpreter; empty if nothing. */
  readonly argument: string;
}
