import type { BindMountOptions, CacheMountOptions, SecretMountOptions, SshMountOptions, TmpfsMountOptions } from './mount-options';
import { _refuse } from '../../core';
import { EscapeCharacter, _quoteCsvField, _escapeFlag } from '../print/escape';
import { _checkSourceName } from '../print/flags';
import { _quoteShortened } from '../print/text';
import { Word } from '../words/word';

/** The syntax of fields without variables; `fix` is advice for a wrong one. */
const FORMS: Record<string, { form: RegExp; fix: string }> = {
  target: { form: /^(?!\/(\.{0,2}\/)*\.{0,2}$)./, fix: 'Mount it at a path other than "/".' },
  mode: { form: /^[0-7]{1,5}$/, fix: 'Write an octal mode: "0755".' },
  uid: { form: /^\d{1,10}$/, fix: 'Write a numeric user id: "1000".' },
  gid: { form: /^\d{1,10}$/, fix: 'Write a numeric group id: "1000".' },
  size: { form: /^\d+(\.\d+)? ?([kmgtp]i?b?|b)?$/i, fix: 'Write a number and a unit: "64m", "1g".' },
  id: { form: /./, fix: 'Set it, or leave it out.' },
  // `PATH_MAX` of linux/limits.h
  source: { form: /^[^]{1,4095}$/, fix: 'Set a path of less than 4096 characters, or leave it out.' },
  env: { form: /^[A-Za-z_][A-Za-z0-9_]*$/, fix: 'Use letters, digits and "_", and do not begin with a digit.' },
};

/** The kinds of mounts. */
type Kind = 'bind' | 'cache' | 'tmpfs' | 'secret' | 'ssh';

/**
 * The options of all kinds of mounts.
 *
 * @internal
 */
export type _MountOptions = Partial<BindMountOptions & CacheMountOptions & TmpfsMountOptions & SecretMountOptions & SshMountOptions>;

/** The options of each kind, in printing order. */
const FIELDS: Record<Kind, readonly (keyof _MountOptions)[]> = {
  bind: ['mountFrom', 'source', 'target', 'readWrite'],
  cache: ['id', 'target', 'sharing', 'mountFrom', 'source', 'readOnly', 'mode', 'uid', 'gid'],
  tmpfs: ['target', 'size'],
  secret: ['id', 'target', 'env', 'required', 'mode', 'uid', 'gid'],
  ssh: ['id', 'target', 'required', 'mode', 'uid', 'gid'],
};

/** Fields that have another name in a Dockerfile. */
const NAMES: Partial<Record<keyof _MountOptions, string>> = { mountFrom: 'from', readWrite: 'rw', readOnly: 'ro' };

/**
 * A mount of a `RUN`.
 *
 * @see https://docs.docker.com/reference/dockerfile/#run---mount
 */
export class Mount {
  /** Mounts files of the build context, a stage or an image. */
  public static bind(options: BindMountOptions): Mount {
    return new Mount('bind', options);
  }

  /** Mounts a directory that is kept between builds. */
  public static cache(options: CacheMountOptions): Mount {
    return new Mount('cache', options);
  }

  /** Mounts a directory in memory. */
  public static tmpfs(options: TmpfsMountOptions): Mount {
    return new Mount('tmpfs', options);
  }

  /** Mounts a secret that the build provides. It does not get into the image. */
  public static secret(options: SecretMountOptions): Mount {
    if (options.id === undefined && options.target === undefined) {
      _refuse({
        id: 'dockerfile/mount',
        what: 'The secret has neither an id nor a target.',
        why: 'BuildKit fails, as it cannot tell which secret to mount.',
        fix: 'Set its id.',
      });
    }
    return new Mount('secret', options);
  }

  /** Mounts the SSH agent or key that the build provides. */
  public static ssh(options: SshMountOptions): Mount {
    return new Mount('ssh', options);
  }

  /** `bind`, `cache`, `tmpfs`, `secret` or `ssh`. */
  public readonly kind: string;
  /** The stage, image or named context of the files. */
  public readonly mountFrom: string | undefined;
  /**
   * The options as given.
   *
   * @internal
   */
  public readonly _options: _MountOptions;
  private readonly _fields: [key: string, value: Word | true][];

  private constructor(kind: Kind, options: _MountOptions) {
    this.kind = kind;
    this.mountFrom = options.mountFrom;
    this._options = { ...options };
    _checkSourceName(options.mountFrom);
    this._fields = FIELDS[kind].flatMap((option): [string, Word | true][] => {
      const value = options[option];
      const key = NAMES[option] ?? option;
      if (value === undefined || value === false) return [];
      return [[key, value === true ? value : checkField(key, value)]];
    });
    this._print(EscapeCharacter.BACKSLASH);
  }

  /** Names of the variables in its fields. */
  public get variables(): string[] {
    return [...new Set(this._fields.flatMap(([, value]) => (value === true ? [] : value.variables)))];
  }

  /**
   * One of its fields, e.g. `target`; undefined if it is not set, or is a switch.
   *
   * @internal
   */
  public _findField(name: string): Word | undefined {
    const value = this._fields.find(([key]) => key === name)?.[1];
    return value === true ? undefined : value;
  }

  /**
   * The same mount with a new name for the stage or image of its files.
   *
   * @internal
   */
  public _renameSource(rename: (source: string) => string): Mount {
    return this.mountFrom === undefined ? this : new Mount(this.kind as Kind, { ...this._options, mountFrom: rename(this.mountFrom) });
  }

  /** @internal */
  public _print(escape: EscapeCharacter): string {
    const fields = this._fields.map(([key, value]) => (value === true ? key : _quoteCsvField(`${key}=${value._print('field', escape)}`)));
    return `--mount=${_escapeFlag([`type=${this.kind}`, ...fields].join(','), escape)}`;
  }

  /** @internal */
  public _features(): string[] {
    return [
      'run --mount',
      ...(this._fields.some(([key]) => key === 'env') ? ['run --mount=type=secret,env'] : []),
      ...this._fields.flatMap(([, value]) => (value === true ? [] : value._features())),
    ];
  }
}

function checkField(key: string, value: string): Word {
  const word = key === 'from' ? Word.literal(value) : Word.template(value);
  const { form, fix } = FORMS[key] ?? {};
  if (form === undefined || word._text === undefined || form.test(word._text)) return word;
  return _refuse({
    id: 'dockerfile/mount',
    what: `The ${key} of a mount cannot be ${_quoteShortened(value)}.`,
    why: 'BuildKit rejects it.',
    fix: fix!,
  });
}
