import type { Platform } from '../../../core';
import type { Versions } from '../../../versions';

/** Images that Woodpecker's steps run in and that are not those of `versions`, as `name:tag@sha256:…`; usually `versions.imagePin('…').ref`. */
export interface WoodpeckerImages {
  /**
   * The plugin that builds the images. It must be 3.2 or newer, which passes the date of the commit to the build.
   * @default - `plugin` of `versions`, or "woodpeckerci/plugin-docker-buildx:6.1.0"
   */
  readonly plugin?: string;
  /**
   * The BuildKit that the plugin starts.
   * @default - `buildkit` of `versions`, or "moby/buildkit:v0.32.2"
   */
  readonly buildkit?: string;
  /**
   * The Docker client with buildx, which moves the floating tag.
   * @default - `docker` of `versions`, or "docker:28-cli"
   */
  readonly docker?: string;
  /**
   * Node.js, which runs the verification of the built image.
   * @default - `node` of `versions`, or "node:24-alpine"
   */
  readonly node?: string;
  /**
   * cosign with a shell, which signs releases.
   * @default - `cosign` of `versions`, or "ghcr.io/sigstore/cosign/cosign:v3.1.3-dev"
   */
  readonly cosign?: string;
  /**
   * Grype with a shell, which scans for vulnerabilities.
   * @default - `grype` of `versions`, or "anchore/grype:v0.119.0-debug"
   */
  readonly grype?: string;
  /**
   * Syft with a shell, which lists what is in a release.
   * @default - `syft` of `versions`, or "anchore/syft:v1.54.1-debug"
   */
  readonly syft?: string;
  /**
   * skopeo with a shell, which makes archives of a release.
   * @default - `skopeo` of `versions`, or "quay.io/skopeo/stable:v1.22.3-immutable"
   */
  readonly skopeo?: string;
  /**
   * ORAS, which pushes the verified image unchanged.
   * @default - `oras` of `versions`, or "ghcr.io/oras-project/oras:v1.3.0"
   */
  readonly oras?: string;
  /**
   * An image with a shell and git.
   * @default - `git` of `versions`, or "alpine/git:v2.54.0"
   */
  readonly git?: string;
  /**
   * Renovate.
   * @default - `renovate` of `versions`, or "ghcr.io/renovatebot/renovate:44"
   */
  readonly renovate?: string;
}

/** Names of the secrets, as they are stored in Woodpecker. */
export interface WoodpeckerSecrets {
  /**
   * User name for the registry. For the event `tag`.
   * @default "registry_user"
   */
  readonly registryUser?: string;
  /**
   * Password or token of that user. For the event `tag`.
   * @default "registry_token"
   */
  readonly registryToken?: string;
  /**
   * Token of a bot with permission to push tags. For the event `push`.
   * @default "tag_token"
   */
  readonly tagToken?: string;
  /**
   * Token of a bot that may make releases and attach files to them: on Gitea and Forgejo with the scope `write:repository`. For the event `tag`, if an
   * image has `archives`.
   * @default "release_token"
   */
  readonly releaseToken?: string;
  /**
   * Token of Renovate's bot account. For the event `cron`.
   * @default "renovate_token"
   */
  readonly renovateToken?: string;
  /**
   * Token that completes the branches of a hosted bot, with permission to push to them. For the event `push`.
   * @default "update_token"
   */
  readonly updateToken?: string;
  /**
   * Token of github.com without permissions, for reading releases there. For the event `cron`.
   * @default - none: github.com allows few requests without one
   */
  readonly githubToken?: string;
  /**
   * Secrets of builds, by the id in `secrets` of the image. For the events `pull_request`, `push` and `tag`.
   * @default - the variable of a `BuildSecret.environment()` in lower-case letters, and the id for a file
   */
  readonly buildSecrets?: Record<string, string>;
}

/** Options of Woodpecker. */
export interface WoodpeckerOptions {
  /**
   * The pins of the images that the steps run in. `npx imagewright pin --forges` adds them.
   * @default - those of the project
   */
  readonly versions?: Versions;
  /**
   * Platform of the agents that run the workflows. Smoke tests run only on this platform.
   * @default Platform.LINUX_AMD64
   */
  readonly agentPlatform?: Platform;
  /**
   * Further labels that an agent must have. Variables in them are not expanded.
   * @default - none
   */
  readonly labels?: Record<string, string>;
  /**
   * The images that the steps run in.
   * @default - those of `versions`, or tags without a digest
   */
  readonly images?: WoodpeckerImages;
  /**
   * Names of the secrets.
   * @default - `registry_user`, `registry_token`, `tag_token` and `renovate_token`
   */
  readonly secrets?: WoodpeckerSecrets;
  /**
   * Whether the workflows ask for a privileged build step. Then the repository needs the trusted setting "security", and everything in its files
   * may run privileged containers. With false, only the plugin runs privileged: the server must list it in `WOODPECKER_PLUGINS_PRIVILEGED`.
   * @default true
   * @see https://woodpecker-ci.org/docs/administration/configuration/server#plugins_privileged
   */
  readonly privileged?: boolean;
  /**
   * Address of the forge's API, for Renovate. `${CI_FORGE_URL}` is replaced by the address of the forge; other variables are not expanded.
   * @default "${CI_FORGE_URL}/api/v1", for Gitea and Forgejo
   */
  readonly renovateEndpoint?: string;
}
