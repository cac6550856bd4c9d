/**
 * How the value of a field is found.
 *
 * @internal
 */
export enum _ConfigFieldKind {
  FIXED = 'fixed',
  TEXT = 'text',
  LIST = 'list',
  FLAG = 'flag',
  NUMBER = 'number',
  SECRET = 'secret',
}

/** When a secret is used up: a file of the program's state has a certain text. */
export interface EntrypointSecretUse {
  /** Absolute path of the file that the program writes, e.g. `/var/lib/tailscale/tailscaled.state`. */
  readonly path: string;
  /** Text in a line of it that is only there once the program has used the secret, e.g. `"profile-`. */
  readonly text: string;
}

/** How a secret is handed to the program. */
export interface EntrypointSecretOptions {
  /**
   * What stands before the path in the value of the field, e.g. `file:`.
   * @default - nothing
   */
  readonly prefix?: string;
  /**
   * When the secret is used up. The next start empties its file.
   * @default - never: it stays
   */
  readonly usedWhen?: EntrypointSecretUse;
}

/** A field of a configuration file that the entrypoint writes. */
export class EntrypointConfigField {
  /**
   * A text that is always the same.
   *
   * @param key name of the field
   * @param value the text, without quotes, backslashes and control characters
   */
  public static fixedText(key: string, value: string): EntrypointConfigField {
    return new EntrypointConfigField(key, _ConfigFieldKind.FIXED, { value });
  }

  /**
   * `true` or `false`, always the same.
   *
   * @param key name of the field
   * @param value the value
   */
  public static fixedFlag(key: string, value: boolean): EntrypointConfigField {
    return new EntrypointConfigField(key, _ConfigFieldKind.FIXED, { value });
  }

  /**
   * A text from an environment variable. Quotes, backslashes and control characters are refused.
   *
   * @param key name of the field
   * @param variable name of the variable, e.g. `TS_HOSTNAME`
   */
  public static text(key: string, variable: string): EntrypointConfigField {
    return new EntrypointConfigField(key, _ConfigFieldKind.TEXT, { variable });
  }

  /**
   * A list of texts from an environment variable, separated by commas or spaces.
   *
   * @param key name of the field
   * @param variable name of the variable, e.g. `TS_ROUTES`
   */
  public static list(key: string, variable: string): EntrypointConfigField {
    return new EntrypointConfigField(key, _ConfigFieldKind.LIST, { variable });
  }

  /**
   * `true` or `false` from an environment variable; anything else is refused.
   *
   * @param key name of the field
   * @param variable name of the variable, e.g. `TS_ACCEPT_ROUTES`
   */
  public static flag(key: string, variable: string): EntrypointConfigField {
    return new EntrypointConfigField(key, _ConfigFieldKind.FLAG, { variable });
  }

  /**
   * A whole number from an environment variable: at most nine digits, the first one not 0 unless it is the only one.
   *
   * @param key name of the field
   * @param variable name of the variable, e.g. `APP_PORT`
   */
  public static number(key: string, variable: string): EntrypointConfigField {
    return new EntrypointConfigField(key, _ConfigFieldKind.NUMBER, { variable });
  }

  /**
   * The path of a file that holds a secret. The secret itself is neither in the environment nor in the configuration file. The file is made with mode 0600 and
   * without content if it is missing, so that a program that insists on it starts.
   *
   * @param key name of the field
   * @param path absolute path of the file, in a folder that outlives the container, e.g. `/var/lib/tailscale/authkey`
   */
  public static secretFile(key: string, path: string, options: EntrypointSecretOptions = {}): EntrypointConfigField {
    return new EntrypointConfigField(key, _ConfigFieldKind.SECRET, { path, ...options });
  }

  /** @internal */
  public readonly _kind: _ConfigFieldKind;
  /** @internal */
  public readonly _value?: string | boolean;
  /** @internal */
  public readonly _variable?: string;
  /** @internal */
  public readonly _path?: string;
  /** @internal */
  public readonly _prefix: string;
  /** @internal */
  public readonly _usedWhen?: EntrypointSecretUse;

  private constructor(
    /** Name of the field. */
    public readonly key: string,
    kind: _ConfigFieldKind,
    from: { value?: string | boolean; variable?: string; path?: string } & EntrypointSecretOptions,
  ) {
    this._kind = kind;
    this._value = from.value;
    this._variable = from.variable;
    this._path = from.path;
    this._prefix = from.prefix ?? '';
    this._usedWhen = from.usedWhen;
  }
}
