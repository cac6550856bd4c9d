import type { ActionPin } from '../../../versions';

/**
 * Labels of the runners, one each. It may be or have an expression over variables of the repository, `${{ vars.RUNNER || 'ubuntu-24.04' }}`, also
 * with `github.repository_owner`, `github.run_id` and functions; anything else that GitHub would evaluate is refused (`ci/option`).
 * Several labels are a list: `${{ fromJSON('["self-hosted", "linux"]') }}`.
 */
export interface GithubRunners {
  /**
   * Runs what is done once, and what concerns a platform that has no runner of its own.
   * @default "ubuntu-24.04"
   */
  readonly amd64?: string;
  /**
   * Runs what concerns 64-bit and, under QEMU, 32-bit ARM.
   * @default "ubuntu-24.04-arm"
   */
  readonly arm64?: string;
}

/** The images that GitHub's workflows use, as `name:tag@sha256:…`; usually `versions.imagePin('…').ref`. */
export interface GithubImages {
  /**
   * The BuildKit that builds.
   * @default "moby/buildkit:v0.32.2"
   */
  readonly buildkit?: string;
  /**
   * The QEMU that runs smoke tests of platforms which no runner has.
   * @default "tonistiigi/binfmt:qemu-v10.2.3-68"
   */
  readonly binfmt?: string;
}

/** Names of the secrets, as they are stored in GitHub. */
export interface GithubSecrets {
  /**
   * User of the registry.
   * @default "REGISTRY_USER"; for ghcr.io the token of the workflow
   */
  readonly registryUser?: string;
  /**
   * Password or token of that user.
   * @default "REGISTRY_TOKEN"; for ghcr.io the token of the workflow
   */
  readonly registryToken?: string;
  /**
   * Token of the bot that Renovate works as. The token of a workflow would not do: what it pushes starts no workflow.
   * @default "RENOVATE_TOKEN"
   */
  readonly renovateToken?: string;
}

/** How GitHub does it. */
export interface GithubOptions {
  /**
   * The runners.
   * @default - GitHub's own
   */
  readonly runners?: GithubRunners;
  /**
   * Pins of the actions; usually `versions.actions`.
   * @default - the releases that this library was made with
   */
  readonly actions?: ActionPin[];
  /**
   * The images that the workflows use.
   * @default - tags of these images, not pinned by digest
   */
  readonly images?: GithubImages;
  /**
   * Names of the secrets.
   * @default - `REGISTRY_USER`, `REGISTRY_TOKEN` and `RENOVATE_TOKEN`
   */
  readonly secrets?: GithubSecrets;
  /**
   * Whether GitHub attests how the published image was built. The attestation is kept beside the image and leaves its digest alone.
   * Private repositories need GitHub Enterprise Cloud for it.
   *
   * @default true
   * @see https://docs.github.com/en/actions/concepts/security/artifact-attestations
   */
  readonly attest?: boolean;
}
