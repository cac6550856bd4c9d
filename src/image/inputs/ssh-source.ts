import { _checkBuilderPath } from './builder-path';

/**
 * What answers to `Mount.ssh()`: the SSH agent or a private key of the machine that builds. A pipeline writes the key from a secret of its
 * forge: `SSH_KEY` for the id `default`, `SSH_KEY_DEPLOY` for `deploy`. `secrets.sshKeys` of a forge sets another name.
 */
export class SshSource {
  /** The SSH agent, which `SSH_AUTH_SOCK` names. */
  public static agent(): SshSource {
    return new SshSource(undefined);
  }

  /**
   * A file with a private key without passphrase.
   *
   * @param path below the home directory (`~/.ssh/deploy`), absolute, or from the root of the project
   * @throws `image/ssh`
   */
  public static keyFile(path: string): SshSource {
    return new SshSource(_checkBuilderPath(path, 'image/ssh'));
  }

  private constructor(
    /** The file; undefined for the agent. */
    public readonly path: string | undefined,
  ) {}
}
