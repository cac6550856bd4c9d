import type { EntrypointConfigField } from './entrypoint-config-field';

/** A configuration file that the entrypoint writes. */
export interface EntrypointConfigFileOptions {
  /**
   * Flag with which the program is told the path. One that ends in `=` forms one argument with it (`--config=`); any other flag becomes a separate
   * argument before it.
   * @default - none: the program looks for the file by itself
   */
  readonly flag?: string;
  /** What is in it. A field whose variable is unset or empty is left out. */
  readonly fields: EntrypointConfigField[];
}

/**
 * A configuration file that the entrypoint makes from the environment and from files that hold secrets, before the program starts.
 *
 * The file is written if a variable is set or a secret is there; otherwise the program starts without it, and without the flag. So it does if a value is
 * refused or a file cannot be written: one line on standard error names the reason. No secret is then used with half of its settings.
 */
export class EntrypointConfigFile {
  /**
   * One JSON object with fields on one level.
   *
   * @param path absolute path of the file, on a tmpfs, e.g. `/run/tailscaled.json`
   */
  public static json(path: string, options: EntrypointConfigFileOptions): EntrypointConfigFile {
    return new EntrypointConfigFile(path, [...options.fields], options.flag);
  }

  private constructor(
    /** Absolute path. */
    public readonly path: string,
    /** What is in it. */
    public readonly fields: EntrypointConfigField[],
    /** Flag with which the program is told the path. */
    public readonly flag?: string,
  ) {}
}
