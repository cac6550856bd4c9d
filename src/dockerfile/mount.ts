import { _refuse } from '../core';
import { _flagText } from './escape';
import { Word } from './word';

/** How builds at the same time share a cache. */
export enum CacheSharing {
  /** All at once. */
  SHARED = 'shared',
  /** Each gets its own. */
  PRIVATE = 'private',
  /** One after the other. */
  LOCKED = 'locked',
}

/** Properties of `Mount.bind()`. */
export interface BindMountProps {
  /** Where it is mounted; relative paths start at the working directory. */
  readonly target: string;
  /**
   * A stage or image.
   * @default - the build context
   */
  readonly mountFrom?: string;
  /**
   * A path in it.
   * @default "/"
   */
  readonly source?: string;
  /**
   * Whether it may be written to; what is written is thrown away.
   * @default false
   */
  readonly readWrite?: boolean;
}

/** Properties of `Mount.cache()`. */
export interface CacheMountProps {
  /** Where it is mounted. */
  readonly target: string;
  /**
   * Name of the cache; may hold `$NAME`. Caches of one name are one cache, on all platforms and in all images of a builder.
   * @default - the target
   */
  readonly id?: string;
  /**
   * How builds at the same time share it.
   * @default CacheSharing.SHARED
   */
  readonly sharing?: CacheSharing;
  /**
   * A stage or image that it is filled from when it is new.
   * @default - empty
   */
  readonly mountFrom?: string;
  /**
   * A path in it.
   * @default "/"
   */
  readonly source?: string;
  /**
   * Whether it may only be read.
   * @default false
   */
  readonly readOnly?: boolean;
  /**
   * Octal mode of a new cache directory.
   * @default "0755"
   */
  readonly mode?: string;
  /**
   * Owner of a new cache directory.
   * @default 0
   */
  readonly uid?: number;
  /**
   * Group of a new cache directory.
   * @default 0
   */
  readonly gid?: number;
}

/** Properties of `Mount.tmpfs()`. */
export interface TmpfsMountProps {
  /** Where it is mounted. */
  readonly target: string;
  /**
   * Its limit in Docker's units, e.g. `64m`.
   * @default - none
   */
  readonly size?: string;
}

/** Properties of `Mount.secret()`. One of id, target and env is needed. */
export interface SecretMountProps {
  /**
   * Name of the secret.
   * @default - the last part of the target
   */
  readonly id?: string;
  /**
   * Where the file is mounted.
   * @default - `/run/secrets/` and the id, unless `env` is given
   */
  readonly target?: string;
  /**
   * Environment variable that holds it.
   * @default - none
   */
  readonly env?: string;
  /**
   * Whether the build fails without it.
   * @default false
   */
  readonly required?: boolean;
  /**
   * Octal mode of the file.
   * @default "0400"
   */
  readonly mode?: string;
  /**
   * Owner of the file.
   * @default 0
   */
  readonly uid?: number;
  /**
   * Group of the file.
   * @default 0
   */
  readonly gid?: number;
}

/** Properties of `Mount.ssh()`. */
export interface SshMountProps {
  /**
   * Name of the agent socket or key.
   * @default "default"
   */
  readonly id?: string;
  /**
   * Where the socket is.
   * @default - chosen by BuildKit
   */
  readonly target?: string;
  /**
   * Whether the build fails without it.
   * @default false
   */
  readonly required?: boolean;
  /**
   * Octal mode of the socket.
   * @default "0600"
   */
  readonly mode?: string;
  /**
   * Owner of the socket.
   * @default 0
   */
  readonly uid?: number;
  /**
   * Group of the socket.
   * @default 0
   */
  readonly gid?: number;
}

type Field = string | number | boolean | undefined;

/**
 * A mount of one `RUN`.
 *
 * @see https://docs.docker.com/reference/dockerfile/#run---mount
 */
export class Mount {
  /** Files of the build context, of a stage or of an image. */
  public static bind({ target, mountFrom, source, readWrite }: BindMountProps): Mount {
    return new Mount('bind', mountFrom, { from: mountFrom, source, target: nowhereRoot(target), rw: readWrite });
  }

  /** A directory that lives on between builds. */
  public static cache({ target, mountFrom, readOnly, id, sharing, source, mode, uid, gid }: CacheMountProps): Mount {
    return new Mount('cache', mountFrom, { id, target: nowhereRoot(target), sharing, from: mountFrom, source, ro: readOnly, mode, uid, gid });
  }

  /** A directory in memory. */
  public static tmpfs({ target, size }: TmpfsMountProps): Mount {
    return new Mount('tmpfs', undefined, { target: nowhereRoot(target), size });
  }

  /** A secret of whoever builds. */
  public static secret({ id, target, env, required, mode, uid, gid }: SecretMountProps): Mount {
    if (id === undefined && target === undefined) refuse('The secret has neither id nor target.', 'Name its id.');
    return new Mount('secret', undefined, { id, target, env, required, mode, uid, gid });
  }

  /** An SSH agent of whoever builds. */
  public static ssh({ id, target, required, mode, uid, gid }: SshMountProps): Mount {
    return new Mount('ssh', undefined, { id, target, required, mode, uid, gid });
  }

  private readonly _text: string;

  private constructor(
    /** `bind`, `cache`, `tmpfs`, `secret` or `ssh`. */
    public readonly kind: string,
    /** The stage or image that it shows. */
    public readonly mountFrom: string | undefined,
    fields: Record<string, Field>,
  ) {
    this._text = Object.entries(fields).filter(([, value]) => value !== undefined && value !== false).map(([key, value]) => field(key, value)).join(',');
  }

  /** @internal */
  public _print(): string {
    return `--mount=type=${this.kind}${this._text === '' ? '' : `,${this._text}`}`;
  }

  /** @internal */
  public _features(): string[] {
    return this._text.includes('env=') && this.kind === 'secret' ? ['run --mount=type=secret,env'] : ['run --mount'];
  }
}

function field(key: string, value: Field): string {
  if (value === true) return key;
  if (key === 'from' && `${value}`.includes('$')) refuse(`A mount cannot be from "${value}".`, 'BuildKit expands no variables there: name a stage that starts FROM it.');
  const text = key === 'from' ? `${value}` : Word.template(`${value}`)._print(literal => _flagText('--mount', literal));
  return text.includes(',') ? `\\"${key}=${text}\\"` : `${key}=${text}`;
}

function nowhereRoot(target: string): string {
  return target === '/' ? refuse('The target of a mount is "/".', 'Mount below it.') : target;
}

function refuse(what: string, fix: string): never {
  return _refuse({ id: 'dockerfile/mount', what, why: 'BuildKit would refuse the instruction.', fix });
}
