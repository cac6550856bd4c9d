import { _checkBuilderPath } from './builder-path';
import { _refuse } from '../../core';

/**
 * Where a build gets the value of a secret. Only the source is written to files, never the value.
 *
 * A pipeline gets the value from a secret of its forge, whatever the source is here: `NPM_TOKEN` for the variable `NPM_TOKEN`, and the id in
 * capital letters for a file. On Woodpecker the name has lower-case letters. `secrets.buildSecrets` of a forge sets another name.
 */
export class BuildSecret {
  /**
   * From an environment variable of the machine that builds.
   *
   * @param variable its name, e.g. `NPM_TOKEN`
   * @throws `image/secret`
   */
  public static environment(variable: string): BuildSecret {
    if (/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(variable)) return new BuildSecret(variable, undefined);
    return _refuse({
      id: 'image/secret',
      // Not quoted completely: it may be the secret.
      what: `"${variable.slice(0, 4)}…" (${variable.length} characters) is not the name of an environment variable.`,
      why: 'The name is written to files and committed; the value never is.',
      fix: 'Store the value in a variable and write its name: at most 64 letters, digits and _, not beginning with a digit.',
    });
  }

  /**
   * From a file of the machine that builds. The build fails if the file does not exist.
   *
   * @param path below the home directory (`~/.m2/settings.xml`), absolute, or from the root of the project
   * @throws `image/secret`
   */
  public static file(path: string): BuildSecret {
    return new BuildSecret(undefined, _checkBuilderPath(path, 'image/secret'));
  }

  private constructor(
    /** The environment variable; undefined for a file. */
    public readonly variable: string | undefined,
    /** The file; undefined for an environment variable. */
    public readonly path: string | undefined,
  ) {}
}
