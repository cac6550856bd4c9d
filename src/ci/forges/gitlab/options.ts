import type { Platform } from '../../../core';
import type { Versions } from '../../../versions';

/** What builds the images in a job of GitLab. */
export enum GitlabBuilder {
  /** A Docker daemon beside the job, with buildx: the runner must be privileged. */
  DIND = 'dind',
  /** BuildKit without root, inside the job: no privileged runner. `RUN` has the network of the job. */
  ROOTLESS = 'rootless',
}

/** Images that GitLab's jobs run in and that are not those of `versions`, as `name:tag@sha256:…`; usually `versions.imagePin('…').ref`. */
export interface GitlabImages {
  /**
   * The BuildKit of `GitlabBuilder.DIND`.
   * @default - `buildkit` of `versions`, or "moby/buildkit:v0.32.2"
   */
  readonly buildkit?: string;
  /**
   * The BuildKit of `GitlabBuilder.ROOTLESS`. It has git.
   * @default - `rootless` of `versions`, or "moby/buildkit:v0.32.2-rootless"
   */
  readonly rootless?: string;
  /**
   * The Docker client with buildx and git.
   * @default - `docker` of `versions`, or "docker:28-cli"
   */
  readonly docker?: string;
  /**
   * The Docker daemon of `GitlabBuilder.DIND`.
   * @default - `dind` of `versions`, or "docker:28-dind"
   */
  readonly dind?: string;
  /**
   * Node.js, which runs the verification of the built image.
   * @default - `node` of `versions`, or "node:24-alpine"
   */
  readonly node?: string;
  /**
   * Node.js with git, which runs the synthesis.
   * @default - `synthesis` of `versions`, or "node:24-trixie"
   */
  readonly synthesis?: string;
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

/** Names of CI/CD variables of the project or of a group. Mask them, and protect those of releases together with the branches and tags. */
export interface GitlabSecrets {
  /**
   * User name for the registry.
   * @default - "REGISTRY_USER"; "CI_REGISTRY_USER" with `projectRegistry`
   */
  readonly registryUser?: string;
  /**
   * Password or token of that user.
   * @default - "REGISTRY_TOKEN"; "CI_REGISTRY_PASSWORD" with `projectRegistry`
   */
  readonly registryToken?: string;
  /**
   * A project access token with `write_repository`, which pushes tags. A tag that the token of a job pushes starts no pipeline.
   * @default "TAG_TOKEN"
   */
  readonly tagToken?: string;
  /**
   * Token of Renovate's bot account.
   * @default "RENOVATE_TOKEN"
   */
  readonly renovateToken?: string;
  /**
   * A project access token with `write_repository`, which completes the branches of a hosted bot.
   * @default "UPDATE_TOKEN"
   */
  readonly updateToken?: string;
  /**
   * Token of github.com without permissions, for reading releases there.
   * @default - none: github.com allows few requests without one
   */
  readonly githubToken?: string;
  /**
   * Secrets of builds, by the id in `secrets` of the image.
   * @default - the variable of a `BuildSecret.environment()`, and the id in capital letters for a file
   */
  readonly buildSecrets?: Record<string, string>;
  /**
   * Private SSH keys, by the id in `ssh` of the image: CI/CD variables of the type "File".
   * @default - SSH_KEY for `default`, `SSH_KEY_` and the id for others
   */
  readonly sshKeys?: Record<string, string>;
}

/** Environments of the project, which can demand an approval and have variables of their own. */
export interface GitlabEnvironments {
  /**
   * Of the jobs that publish a release.
   * @default - none
   */
  readonly publish?: string;
  /**
   * Of promotions and rollbacks.
   * @default - none
   */
  readonly promote?: string;
  /**
   * Of the job that completes the branches of a hosted bot. If its token is a variable of this environment, no job that runs the code of the repository gets it.
   * @default "complete-update"
   */
  readonly complete?: string;
}

/** Options of GitLab. */
export interface GitlabOptions {
  /**
   * The pins of the images that the jobs run in. `npx imagewright pin --forges` adds them.
   * @default - those of the project
   */
  readonly versions?: Versions;
  /**
   * What builds the images.
   * @default GitlabBuilder.DIND
   */
  readonly builder?: GitlabBuilder;
  /**
   * Whether images are published in the container registry of the project, as `$CI_REGISTRY_IMAGE/<repository>`: `repository` is the path below the
   * project, and `registry` has no effect on GitLab. The login is that of the job.
   * @default false
   */
  readonly projectRegistry?: boolean;
  /**
   * The directory of the files, from the root of the repository. `.gitlab-ci.yml` includes them: `include: [{ local: '.gitlab/images/*.yml' }]`.
   * @default ".gitlab/images"
   */
  readonly directory?: string;
  /**
   * The stage of all jobs, one of `stages` of `.gitlab-ci.yml`. Their order follows from `needs`.
   * @default "build"
   */
  readonly stage?: string;
  /**
   * Tags that the runners of the jobs must have.
   * @default - those of `default` in `.gitlab-ci.yml`, or none
   */
  readonly tags?: string[];
  /**
   * Platform of the runners. Smoke tests run only on this platform.
   * @default Platform.LINUX_AMD64
   */
  readonly runnerPlatform?: Platform;
  /**
   * The images that the jobs run in.
   * @default - those of `versions`, or tags without a digest
   */
  readonly images?: GitlabImages;
  /**
   * Names of the CI/CD variables.
   * @default - `REGISTRY_USER`, `REGISTRY_TOKEN`, `TAG_TOKEN`, `RENOVATE_TOKEN` and `UPDATE_TOKEN`
   */
  readonly secrets?: GitlabSecrets;
  /**
   * The environments of the jobs.
   * @default - none
   */
  readonly environments?: GitlabEnvironments;
}
