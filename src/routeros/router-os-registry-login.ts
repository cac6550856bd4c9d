/**
 * The login at a private registry. The installation asks for its password on the router; it is in no file of the repository.
 */
export class RouterOsRegistryLogin {
  /**
   * A login with a password, or a token in its place, which the installation asks for. RouterOS keeps it in `/container/config`, one login for
   * all containers of the router, and hides it in an export of the configuration; scripts and users with the policy `sensitive` can read it.
   *
   * @param username name of a user who may only pull this image, e.g. `acme-bot`: letters, digits and `._@$+~/-`
   * @param question what the installation asks, e.g. `Token of acme-bot`
   */
  public static ask(username: string, question: string): RouterOsRegistryLogin {
    return new RouterOsRegistryLogin(username, question);
  }

  private constructor(
    /** Name of the user. */
    public readonly username: string,
    /** What the installation asks. */
    public readonly question: string,
  ) {}
}
