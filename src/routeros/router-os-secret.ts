/**
 * A secret that the installation asks for on the router. It is in no file of the repository.
 */
export class RouterOsSecret {
  /**
   * A secret in a file of a mounted folder. RouterOS exports no files, so the secret is not in an export of the configuration.
   *
   * @param path absolute path in the container, below a mount, e.g. `/var/lib/tailscale/authkey`
   * @param question what the installation asks, e.g. `Auth key`
   */
  public static file(path: string, question: string): RouterOsSecret {
    return new RouterOsSecret(question, path);
  }

  /**
   * A secret in a variable of the environment. It can be read with `/container/envs/print`, in an export of the configuration and in backups:
   * prefer a file if the program can read one.
   *
   * @param name name of the variable
   * @param question what the installation asks
   */
  public static environment(name: string, question: string): RouterOsSecret {
    return new RouterOsSecret(question, undefined, name);
  }

  private constructor(
    /** What the installation asks. */
    public readonly question: string,
    /** Path in the container; undefined for a variable. */
    public readonly path?: string,
    /** Name of the variable; undefined for a file. */
    public readonly variable?: string,
  ) {}
}
