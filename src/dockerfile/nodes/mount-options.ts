/** How builds at the same time share a cache. */
export enum CacheSharing {
  /** All at once. */
  SHARED = 'shared',
  /** Each has its own. */
  PRIVATE = 'private',
  /** One after the other. */
  LOCKED = 'locked',
}

/** Options of `Mount.bind()`. In all texts but `mountFrom`, `$NAME` is expanded. */
export interface BindMountOptions {
  /** Where it is mounted; a relative path starts at the working directory. */
  readonly target: string;
  /**
   * The stage, image or named context that the files are in.
   * @default - the build context
   */
  readonly mountFrom?: string;
  /**
   * The path there.
   * @default "/"
   */
  readonly source?: string;
  /**
   * Whether the command may write to it; what it writes is thrown away.
   * @default false
   */
  readonly readWrite?: boolean;
}

/** Options of `Mount.cache()`. In all texts but `mountFrom`, `$NAME` is expanded. */
export interface CacheMountOptions {
  /** Where it is mounted; a relative path starts at the working directory. */
  readonly target: string;
  /**
   * Its name. Caches of one name are one cache, in all builds of a builder and for all platforms: name the platform in it where
   * that must not be, `go-build-$TARGETARCH$TARGETVARIANT`.
   * @default - the target
   */
  readonly id?: string;
  /**
   * How builds at the same time share it.
   * @default CacheSharing.SHARED
   */
  readonly sharing?: CacheSharing;
  /**
   * The stage, image or named context that it is filled from when it is new.
   * @default - it is empty when it is new
   */
  readonly mountFrom?: string;
  /**
   * The path there.
   * @default "/"
   */
  readonly source?: string;
  /**
   * Whether the command may only read it.
   * @default false
   */
  readonly readOnly?: boolean;
  /**
   * Octal mode of the directory when it is new.
   * @default "0755"
   */
  readonly mode?: string;
  /**
   * Numeric owner of the directory when it is new.
   * @default "0"
   */
  readonly uid?: string;
  /**
   * Numeric group of the directory when it is new.
   * @default "0"
   */
  readonly gid?: string;
}

/** Options of `Mount.tmpfs()`. In all texts, `$NAME` is expanded. */
export interface TmpfsMountOptions {
  /** Where it is mounted; a relative path starts at the working directory. */
  readonly target: string;
  /**
   * How large it may become, in Docker's units: `64m`, `1g`.
   * @default - not limited
   */
  readonly size?: string;
}

/** Options of `Mount.secret()`; `id` or `target` must be given. In all texts, `$NAME` is expanded. */
export interface SecretMountOptions {
  /**
   * Its name.
   * @default - the last part of `target`
   */
  readonly id?: string;
  /**
   * The file that holds it.
   * @default - `/run/secrets/` and its name; no file where `env` is given
   */
  readonly target?: string;
  /**
   * The variable of the environment that holds it.
   * @default - none
   */
  readonly env?: string;
  /**
   * Whether the build stops where nobody gives it.
   * @default false
   */
  readonly required?: boolean;
  /**
   * Octal mode of the file.
   * @default "0400"
   */
  readonly mode?: string;
  /**
   * Numeric owner of the file.
   * @default "0"
   */
  readonly uid?: string;
  /**
   * Numeric group of the file.
   * @default "0"
   */
  readonly gid?: string;
}

/** Options of `Mount.ssh()`. In all texts, `$NAME` is expanded. */
export interface SshMountOptions {
  /**
   * Name of the agent or key.
   * @default "default"
   */
  readonly id?: string;
  /**
   * Path of the socket.
   * @default - `/run/buildkit/ssh_agent.` and a number
   */
  readonly target?: string;
  /**
   * Whether the build stops where nobody gives it.
   * @default false
   */
  readonly required?: boolean;
  /**
   * Octal mode of the socket.
   * @default "0600"
   */
  readonly mode?: string;
  /**
   * Numeric owner of the socket.
   * @default "0"
   */
  readonly uid?: string;
  /**
   * Numeric group of the socket.
   * @default "0"
   */
  readonly gid?: string;
}
