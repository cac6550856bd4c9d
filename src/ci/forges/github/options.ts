import type { GithubEnvironments, GithubTimeouts } from './job-options';
import type { ActionPin, Versions } from '../../../versions';

/**
 * Labels of the runners, one each. A label may contain an expression with variables of the repository, `${{ vars.RUNNER || 'ubuntu-24.04' }}`,
 * `github.repository_owner`, `github.run_id` and functions; other expressions are refused (`ci/option`).
 * A runner that needs several labels is chosen by `amd64Labels` and `arm64Labels`.
 */
export interface GithubRunners {
  /**
   * Runs jobs that do not depend on a platform, and those of platforms without a runner of their own.
   * @default - ubuntu- and `CI_RUNNER_VERSION` of `versions`, or "ubuntu-24.04"
   */
  readonly amd64?: string;
  /**
   * Runs jobs of 64-bit ARM and, with QEMU, of 32-bit ARM.
   * @default - ubuntu- and `CI_RUNNER_ARM64_VERSION` of `versions`, or "ubuntu-24.04-arm"
   */
  readonly arm64?: string;
  /**
   * Labels that the runner must have, all of them, instead of `amd64`: `['self-hosted', 'linux', 'x64']`.
   * @default - `amd64`
   */
  readonly amd64Labels?: string[];
  /**
   * Labels that the runner must have, all of them, instead of `arm64`.
   * @default - `arm64`
   */
  readonly arm64Labels?: string[];
}

/** Images of GitHub's workflows that are not those of `versions`, as `name:tag@sha256:…`; usually `versions.imagePin('…').ref`. */
export interface GithubImages {
  /**
   * The BuildKit that builds the images.
   * @default - `buildkit` of `versions`, or "moby/buildkit:v0.32.2"
   */
  readonly buildkit?: string;
  /**
   * The QEMU that runs smoke tests of platforms without a runner.
   * @default - `binfmt` of `versions`, or "tonistiigi/binfmt:qemu-v10.2.3-68"
   */
  readonly binfmt?: string;
  /**
   * Grype, which scans for vulnerabilities.
   * @default - `grype` of `versions`, or "anchore/grype:v0.119.0-debug"
   */
  readonly grype?: string;
  /**
   * Syft, which lists what is in a release.
   * @default - `syft` of `versions`, or "anchore/syft:v1.54.1-debug"
   */
  readonly syft?: string;
  /**
   * skopeo, which makes archives of a release.
   * @default - `skopeo` of `versions`, or "quay.io/skopeo/stable:v1.22.3-immutable"
   */
  readonly skopeo?: string;
  /**
   * Renovate.
   * @default - `renovate` of `versions`, or "ghcr.io/renovatebot/renovate:44"
   */
  readonly renovate?: string;
}

/** Names of the secrets, as they are stored in GitHub. */
export interface GithubSecrets {
  /**
   * User name for the registry.
   * @default "REGISTRY_USER"; for ghcr.io the token of the workflow
   */
  readonly registryUser?: string;
  /**
   * Password or token of that user.
   * @default "REGISTRY_TOKEN"; for ghcr.io the token of the workflow
   */
  readonly registryToken?: string;
  /**
   * Token of Renovate's bot account. The token of a workflow is not enough: its pushes start no workflows.
   * @default "RENOVATE_TOKEN"
   */
  readonly renovateToken?: string;
  /**
   * Token that completes the branches of a hosted bot, with write access to contents and workflows: of an app or of a bot account. The token of
   * a workflow is not enough: it cannot change workflows, and its pushes start no checks.
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

/** Options of GitHub Actions. */
export interface GithubOptions {
  /**
   * The pins of what the workflows use: actions, images, and the packages whose names begin with `CI_`. `npx imagewright pin --forges` adds them.
   * @default - those of the project
   */
  readonly versions?: Versions;
  /**
   * The runners.
   * @default - GitHub's own
   */
  readonly runners?: GithubRunners;
  /**
   * How long jobs may run.
   * @default - 60 minutes for a build and for Renovate, 15 for other jobs
   */
  readonly timeouts?: GithubTimeouts;
  /**
   * Environments of the jobs that publish and promote.
   * @default - none
   */
  readonly environments?: GithubEnvironments;
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
   * @default - `REGISTRY_USER`, `REGISTRY_TOKEN` and `RENOVATE_TOKEN`
   */
  readonly secrets?: GithubSecrets;
  /**
   * Whether GitHub attests how the published image was built. The attestation is stored separately and does not change the digest of the image.
   * Private repositories need GitHub Enterprise Cloud for it.
   *
   * @default true
   * @see https://docs.github.com/en/actions/concepts/security/artifact-attestations
   */
  readonly attest?: boolean;
}
