/** How concurrent builds share a cache. */
export enum CacheSharing {
  /** They use it at the same time. */
  SHARED = 'shared',
  /** Each build uses its own. */
  PRIVATE = 'private',
  /** They use it one after the other. */
  LOCKED = 'locked',
}

/** Options of `Mount.bind()`. `$NAME` is expanded in all strings except `mountFrom`. */
export interface BindMountOptions {
  /** The mount point; a relative path starts at the working directory. */
  readonly target: string;
  /**
   * The stage, image or named context of the files.
   * @default - the build context
   */
  readonly mountFrom?: string;
  /**
   * The path in it.
   * @default "/"
   */
  readonly source?: string;
  /**
   * Whether the command may write to it; changes are discarded.
   * @default false
   */
  readonly readWrite?: boolean;
}

/** Options of `Mount.cache()`. `$NAME` is expanded in all strings except `mountFrom`. */
export interface CacheMountOptions {
  /** The mount point; a relative path starts at the working directory. */
  readonly target: string;
  /**
   * The id of the cache. All builds and platforms of a builder share the cache with an id: to separate platforms, put the platform
   * into it, `go-build-$TARGETARCH$TARGETVARIANT`.
   * @default - the target
   */
  readonly id?: string;
  /**
   * How concurrent builds share it.
   * @default CacheSharing.SHARED
   */
  readonly sharing?: CacheSharing;
  /**
   * The stage, image or named context with the initial content.
   * @default - initially empty
   */
  readonly mountFrom?: string;
  /**
   * The path in it.
   * @default "/"
   */
  readonly source?: string;
  /**
   * Whether the command may only read it.
   * @default false
   */
  readonly readOnly?: boolean;
  /**
   * Octal mode of the directory when it is created.
   * @default "0755"
   */
  readonly mode?: string;
  /**
   * Numeric owner of the directory when it is created: a text, because it may contain `$NAME`.
   * @default "0"
   */
  readonly uid?: string;
  /**
   * Numeric group of the directory when it is created: a text, because it may contain `$NAME`.
   * @default "0"
   */
  readonly gid?: string;
}

/** Options of `Mount.tmpfs()`. `$NAME` is expanded in all strings. */
export interface TmpfsMountOptions {
  /** The mount point; a relative path starts at the working directory. */
  readonly target: string;
  /**
   * Maximum size, in Docker's units: `64m`, `1g`.
   * @default - unlimited
   */
  readonly size?: string;
}

/** Options of `Mount.secret()`; `id` or `target` must be given. `$NAME` is expanded in all strings. */
export interface SecretMountOptions {
  /**
   * The id of the secret.
   * @default - the last part of `target`
   */
  readonly id?: string;
  /**
   * The file that contains the secret.
   * @default - `/run/secrets/` and its id; no file if `env` is given
   */
  readonly target?: string;
  /**
   * The environment variable that contains the secret.
   * @default - none
   */
  readonly env?: string;
  /**
   * Whether the build fails if it is not provided.
   * @default false
   */
  readonly required?: boolean;
  /**
   * Octal mode of the file.
   * @default "0400"
   */
  readonly mode?: string;
  /**
   * Numeric owner of the file: a text, because it may contain `$NAME`.
   * @default "0"
   */
  readonly uid?: string;
  /**
   * Numeric group of the file: a text, because it may contain `$NAME`.
   * @default "0"
   */
  readonly gid?: string;
}

/** Options of `Mount.ssh()`. `$NAME` is expanded in all strings. */
export interface SshMountOptions {
  /**
   * The id of the agent or key.
   * @default "default"
   */
  readonly id?: string;
  /**
   * Path of the socket.
   * @default - `/run/buildkit/ssh_agent.` and a number
   */
  readonly target?: string;
  /**
   * Whether the build fails if it is not provided.
   * @default false
   */
  readonly required?: boolean;
  /**
   * Octal mode of the socket.
   * @default "0600"
   */
  readonly mode?: string;
  /**
   * Numeric owner of the socket: a text, because it may contain `$NAME`.
   * @default "0"
   */
  readonly uid?: string;
  /**
   * Numeric group of the socket: a text, because it may contain `$NAME`.
   * @default "0"
   */
  readonly gid?: string;
}
