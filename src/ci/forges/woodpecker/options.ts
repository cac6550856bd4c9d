import type { Platform } from '../../../core';

/** The images that Woodpecker's steps run in, as `name:tag@sha256:…`; usually `versions.imagePin('…').ref`. */
export interface WoodpeckerImages {
  /**
   * The plugin that builds: 3.2 or newer, which hands the date of the commit to the build.
   * @default "woodpeckerci/plugin-docker-buildx:6.1.0"
   */
  readonly plugin?: string;
  /**
   * The BuildKit that the plugin starts.
   * @default "moby/buildkit:v0.32.2"
   */
  readonly buildkit?: string;
  /**
   * The Docker client with buildx, which moves the floating tag.
   * @default "docker:28-cli"
   */
  readonly docker?: string;
  /**
   * Node.js, on which the built image is verified.
   * @default "node:24-alpine"
   */
  readonly node?: string;
  /**
   * ORAS, which pushes what was verified as it is.
   * @default "ghcr.io/oras-project/oras:v1.3.0"
   */
  readonly oras?: string;
  /**
   * A shell with git.
   * @default "alpine/git:v2.54.0"
   */
  readonly git?: string;
  /**
   * Renovate.
   * @default "renovate/renovate:43"
   */
  readonly renovate?: string;
}

/** Names of the secrets, as they are stored in Woodpecker. */
export interface WoodpeckerSecrets {
  /**
   * User of the registry. For tags.
   * @default "registry_user"
   */
  readonly registryUser?: string;
  /**
   * Password or token of that user. For tags.
   * @default "registry_token"
   */
  readonly registryToken?: string;
  /**
   * Token of a bot that may push tags. For pushes.
   * @default "tag_token"
   */
  readonly tagToken?: string;
  /**
   * Token of the bot that Renovate works as. For cron.
   * @default "renovate_token"
   */
  readonly renovateToken?: string;
  /**
   * Token without any permission at github.com, with which Renovate reads releases there. For cron.
   * @default - none: github.com allows few requests without one
   */
  readonly githubToken?: string;
}

/** How Woodpecker does it. */
export interface WoodpeckerOptions {
  /**
   * Platform of the agents that run the workflows. The image is smoke-tested there and nowhere else: a step runs on its agent.
   * @default Platform.LINUX_AMD64
   */
  readonly agentPlatform?: Platform;
  /**
   * Further labels that an agent must have. Nothing is replaced in them.
   * @default - none
   */
  readonly labels?: Record<string, string>;
  /**
   * The images that the steps run in.
   * @default - tags of these images, not pinned by digest
   */
  readonly images?: WoodpeckerImages;
  /**
   * Names of the secrets.
   * @default - `registry_user`, `registry_token`, `tag_token` and `renovate_token`
   */
  readonly secrets?: WoodpeckerSecrets;
  /**
   * Where Renovate finds the API of the forge. `${CI_FORGE_URL}` is the address of the forge; nothing else is replaced in it.
   * @default "${CI_FORGE_URL}/api/v1", which fits Gitea and Forgejo
   */
  readonly renovateEndpoint?: string;
}
