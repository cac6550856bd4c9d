import type { ActionPin, Versions } from '../../../versions';
import type { GithubImages, GithubTimeouts } from '../github';

/**
 * Labels of the runners, one each; the forge has none of its own. A label may contain an expression with variables of the repository, as those of
 * GitHub may.
 */
export interface GiteaRunners {
  /**
   * Runs all jobs that `arm64` does not.
   * @default - "ubuntu-latest" on Gitea, "docker" on Forgejo
   */
  readonly amd64?: string;
  /**
   * Runs jobs of 64-bit ARM and, with QEMU, of 32-bit ARM.
   * @default - none: `amd64` builds for ARM, and runs the smoke tests with QEMU
   */
  readonly arm64?: string;
}

/** Names of the secrets, as they are stored in Gitea or Forgejo. They cannot begin with GITEA_, FORGEJO_ or GITHUB_. */
export interface GiteaSecrets {
  /**
   * User name for the registry.
   * @default "REGISTRY_USER"
   */
  readonly registryUser?: string;
  /**
   * Token of that user. For the registry of the forge, it has the scope `write:package`: the token of a workflow cannot push there.
   * @default "REGISTRY_TOKEN"
   */
  readonly registryToken?: string;
  /**
   * Token of a bot account that pushes the tags of releases, with the scope `write:repository`. The token of a workflow is not enough: its pushes
   * start no workflows.
   * @default "TAG_TOKEN"
   */
  readonly tagToken?: string;
  /**
   * Token of Renovate's bot account.
   * @default "RENOVATE_TOKEN"
   */
  readonly renovateToken?: string;
  /**
   * Token for GitHub without any rights, with which Renovate reads releases there more often than without.
   * @default - none
   */
  readonly githubToken?: string;
  /**
   * Token of a bot account that completes the branches of a hosted bot, with the scope `write:repository`.
   * @default "UPDATE_TOKEN"
   */
  readonly updateToken?: string;
  /**
   * Secrets of builds, by the id in `secrets` of the image.
   * @default - the variable of a `BuildSecret.environment()`, and the id in capital letters for a file
   */
  readonly buildSecrets?: Record<string, string>;
  /**
   * Private SSH keys of builds, without passphrase, by the id in `ssh` of the image.
   * @default - `SSH_KEY` for the id `default`, `SSH_KEY_` and the id in capital letters for others
   */
  readonly sshKeys?: Record<string, string>;
}

/** Options of Gitea Actions and of Forgejo Actions. */
export interface GiteaOptions {
  /**
   * Version of the server, `1.26` or `v1.26.0`. What it does not have is left out, which is a warning (`ci/unsupported`).
   * @default - "1.27" for Gitea, "15.0" for Forgejo
   */
  readonly serverVersion?: string;
  /**
   * The pins of what the workflows use: actions, images, and the packages whose names begin with `CI_`. `npx imagewright pin --forges` adds them.
   * @default - those of the project
   */
  readonly versions?: Versions;
  /**
   * The runners.
   * @default - "ubuntu-latest" on Gitea, "docker" on Forgejo
   */
  readonly runners?: GiteaRunners;
  /**
   * How long jobs may run.
   * @default - 60 minutes for a build and for Renovate, 15 for other jobs
   */
  readonly timeouts?: GithubTimeouts;
  /**
   * Address of the server that has the actions, for a mirror of them.
   * @default "https://github.com"
   */
  readonly actionsUrl?: string;
  /**
   * Pins of actions that are not those of `versions`.
   * @default - those of `versions`, or the releases that this version of the library pins
   */
  readonly actions?: ActionPin[];
  /**
   * The images that the workflows use.
   * @default - those of `versions`, or tags without a digest
   */
  readonly images?: GithubImages;
  /**
   * Names of the secrets.
   * @default - `REGISTRY_USER`, `REGISTRY_TOKEN`, `TAG_TOKEN` and so on
   */
  readonly secrets?: GiteaSecrets;
}
