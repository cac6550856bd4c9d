import type { Platform } from '../core';
import type { ContainerImage, ImageBuilder } from '../image';
import type { Forge } from './forge';
import type { ImageRegistry } from './image-registry';
import type { ImageSigning } from './image-signing';
import type { ImageTag } from './image-tag';
import type { PipelineCache } from './pipeline-cache';
import type { PipelineSteps } from './pipeline-steps';
import type { ReleaseScheme } from './release-scheme';
import type { VulnerabilityScan } from './vulnerability-scan';

/** A command that must succeed in the finished image before the floating tag moves to a release. */
export interface SmokeTest {
  /** Program and arguments, run instead of the entrypoint and without a shell, e.g. `['/usr/local/bin/tailscale', 'version']`. */
  readonly command: string[];
  /**
   * The platforms on which it runs.
   * @default - every platform of the image that the forge can run
   */
  readonly platforms?: Platform[];
}

/** An image, and where it is published. */
export interface PublishedImage {
  /** The image. */
  readonly image: ContainerImage;
  /** Path in the registry, e.g. `acme/router`. */
  readonly repository: string;
  /**
   * Other paths in some of `furtherRegistries`, by their hosts: `{ 'docker.io': 'acme/router' }`.
   * @default - `repository` in each registry
   */
  readonly repositories?: Record<string, string>;
  /**
   * Added to each of its tags after a dash, so that a repository can have several variants of an image: with `packed`, the release `v1` is published
   * as `v1-packed`, and the tags that follow are `stable-packed` and `1.96-packed`. Lower-case letters and digits, separated by dashes.
   * @default - none
   */
  readonly tagSuffix?: string;
  /**
   * Name of the image in files and workflows if the pipeline has several images: `router` in the job `build router` and the
   * workflow `snapshot-router`. Lower-case letters, digits and dashes.
   * @default - derived from the id of the image
   */
  readonly name?: string;
  /**
   * Commands that must succeed in the finished image.
   * @default - none
   */
  readonly smokeTests?: SmokeTest[];
  /**
   * How its releases are named, and what triggers one. Images with the same scheme are released together, and no git tag can be a release of two
   * schemes: `ReleaseScheme.byHand('v*', { gitTagPrefix: 'api-' })`. The variants of an image in one repository have one scheme.
   * @default - that of the pipeline
   */
  readonly release?: ReleaseScheme;
}

/** Renovate, run by the forges. */
export interface RenovateRun {
  /**
   * When it runs, as a cron schedule in UTC: minute, hour, day of the month, month, day of the week.
   * @default "0 4 * * *"
   */
  readonly schedule?: string;
  /**
   * Author of its commits, as `Name <address>`. Use the address of the bot's account: otherwise Renovate treats its own branches as edited by others.
   * @default - the name and address of the account
   */
  readonly gitAuthor?: string;
}

/** A bot that updates dependencies and runs elsewhere, such as Renovate's app or Dependabot. */
export interface HostedBot {
  /**
   * Its branches, as patterns. Only the bot may push to them.
   * @default ["renovate/**"]
   */
  readonly branches?: string[];
}

/** Properties of `ImagePipeline`. */
export interface ImagePipelineProps {
  /** Host of the registry, e.g. `ghcr.io`. */
  readonly registry: string;
  /**
   * How the forges log in to `registry`, whose host it must have.
   * @default - on GitHub, the token of the workflow for ghcr.io; otherwise the secrets `REGISTRY_USER` and `REGISTRY_TOKEN`, or those that the
   * options of the forge name
   */
  readonly registryLogin?: ImageRegistry;
  /**
   * Registries to which each release is copied, with the same tags and digest, and the same path unless `repositories` of an image says another.
   * @default - none
   */
  readonly furtherRegistries?: ImageRegistry[];
  /**
   * Registries to which builds log in before they read the bases of the images: private ones, and those that limit the downloads of strangers. These
   * logins need to read only. Builds without the secrets, as of proposed changes from forks, say so and do not log in. Woodpecker builds nothing then.
   * @default - none
   */
  readonly logins?: ImageRegistry[];
  /**
   * Prefix of its files and workflows: `images` for `images-build` and `images-release`. Lower-case letters, digits and dashes.
   * @default - none: `build`, `release` and so on. If something else writes one of these files (projen for a TypeScriptProject, or another
   * pipeline of the repository), the id of this construct
   */
  readonly name?: string;
  /** The images to build and publish. If there are several, they share their workflows; one release tag releases all that have the same `release`. */
  readonly images: PublishedImage[];
  /** How releases are named, and what triggers one: those of the images that have no `release` of their own. */
  readonly release: ReleaseScheme;
  /** The forges on which the pipeline runs. */
  readonly forges: Forge[];
  /**
   * The command that installs `imagewright` in the pipeline, which verifies every image before it is pushed. For a repository without a
   * `package-lock.json`, use e.g. `npm install --global --ignore-scripts imagewright@1.4.0 constructs projen`. It may have several
   * lines. Only the shell expands variables in it: no forge does.
   * @default "npm ci --ignore-scripts"
   */
  readonly installCommand?: string;
  /**
   * The command that synthesizes, after `installCommand`.
   * @default "npx --no -- projen"
   */
  readonly synthesisCommand?: string;
  /**
   * The tags that follow the releases, and those of builds that are no releases.
   * @default - `[ImageTag.newest('stable'), ImageTag.minor()]`; without the second one if the pattern of the releases matches it
   */
  readonly tags?: ImageTag[];
  /**
   * Name of the main branch, not a pattern.
   * @default "main"
   */
  readonly branch?: string;
  /**
   * Paths, with `*` and `**`: a change of nothing else is not built. The required check of a pull request passes then.
   * @default ["**\/*.md", "docs/**", "renovate.json"]
   */
  readonly ignoredPaths?: string[];
  /**
   * Builds each image from the main branch on this cron schedule in UTC, without a cache, and publishes nothing: to see that what a build takes from
   * elsewhere is still there. To publish what is built on a schedule, use `ReleaseScheme.calendar()`.
   * @default - images are built when something changes
   */
  readonly rebuildSchedule?: string;
  /**
   * Where builds keep their layers: those of the main branch write, and those of proposed changes read them. Releases do neither.
   * @default - nowhere: each build starts without layers
   */
  readonly cache?: PipelineCache;
  /**
   * What builds the images. A forge that cannot use it builds on its own machines, and says so (`ci/unsupported`).
   * @default - that of the project (`ImageBuilder.useFor()`), or `ImageBuilder.container()`
   */
  readonly builder?: ImageBuilder;
  /**
   * Scans each build for known vulnerabilities, and fails because of those that its policy does not allow.
   * @default - nothing is scanned
   */
  readonly scan?: VulnerabilityScan;
  /**
   * Whether each release has a list of the packages in it (SBOM): as SPDX, for each platform, made by Syft from the verified image. It is stored
   * beside the image, in each registry: neither the index nor its digest changes.
   * @default false
   */
  readonly sbom?: boolean;
  /**
   * Signs each release with cosign, in each registry, before a floating tag moves to it.
   * @default - releases are not signed
   */
  readonly signing?: ImageSigning;
  /**
   * Commands of your own, at named places of the pipeline. None of them is in a job that publishes, and none is given a token that writes to the
   * registry. GitLab gives the variables of a project to each of its jobs, unless they are limited to an environment.
   * @default - none
   */
  readonly steps?: PipelineSteps;
  /**
   * Runs Renovate in the forges. It completes its updates itself: it runs `imagewright pin --adopt` and the synthesis on its branches.
   * @default - Renovate runs elsewhere, e.g. as the hosted app
   */
  readonly renovate?: RenovateRun;
  /**
   * Completes the updates of a bot that runs elsewhere: a workflow runs `imagewright pin --adopt` and the synthesis on its branches, and pushes
   * what they change.
   * @default - nothing does: the check of the synthesis fails on a branch that is not complete
   */
  readonly hostedBot?: HostedBot;
}
