import type { Platform } from '../core';
import type { ContainerImage } from '../image';
import type { Forge } from './forge';
import type { ReleaseScheme } from './release-scheme';

/** A command that has to succeed in the finished image before a release becomes the current one. */
export interface SmokeTest {
  /** Program and arguments, run instead of the entrypoint, e.g. `['/usr/local/bin/tailscale', 'version']`. No shell is involved. */
  readonly command: string[];
  /**
   * Where it must run.
   * @default - on every platform of the image that the forge can run
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
   * What the files and workflows of this image are called, where the pipeline has several: `router` for `build-router` and `release-router`.
   * Lower-case letters, digits and dashes.
   * @default - made of the id of the image
   */
  readonly name?: string;
  /**
   * What has to succeed in the finished image.
   * @default - nothing
   */
  readonly smokeTests?: SmokeTest[];
}

/** Renovate, run by the forges. */
export interface RenovateRun {
  /**
   * When it runs, as cron in UTC: minute, hour, day of the month, month, day of the week.
   * @default "0 4 * * *"
   */
  readonly schedule?: string;
  /**
   * `Name <address>` of its commits. The address must be that of the bot's account, or Renovate takes its own branches for edited by others.
   * @default - that of the account
   */
  readonly gitAuthor?: string;
}

/** Properties of `ImagePipeline`. */
export interface ImagePipelineProps {
  /** Host of the registry, e.g. `ghcr.io`. */
  readonly registry: string;
  /**
   * What its files and workflows begin with: `images` for `images-build` and `images-release`. Lower-case letters, digits and dashes.
   * @default - nothing: `build`, `release` and so on. Where something else writes one of these files, as projen does for a TypeScriptProject, or
   * another pipeline of the repository, the id of this construct
   */
  readonly name?: string;
  /** What is built and published. With several images each has its own files; one release tag releases all of them. */
  readonly images: PublishedImage[];
  /** How releases are named, and what makes one. */
  readonly release: ReleaseScheme;
  /** Where the pipeline runs. */
  readonly forges: Forge[];
  /**
   * The command that makes `imagewright` available to the pipeline, which verifies every image before it is pushed. A repository
   * without a `package-lock.json` says e.g. `npm install --global --ignore-scripts imagewright@1.4.0 constructs projen`. It may have several
   * lines. The shell alone expands variables in it: no forge does.
   * @default "npm ci --ignore-scripts"
   */
  readonly installCommand?: string;
  /**
   * The tag that follows the newest release.
   * @default "stable"
   */
  readonly floatingTag?: string;
  /**
   * The main branch: one name, no pattern.
   * @default "main"
   */
  readonly branch?: string;
  /**
   * Paths whose change alone builds nothing, with `*` and `**`.
   * @default ["**\/*.md", "docs/**", "renovate.json"]
   */
  readonly ignoredPaths?: string[];
  /**
   * Runs Renovate in the forges.
   * @default - not: Renovate runs elsewhere, e.g. as the app that Mend hosts
   */
  readonly renovate?: RenovateRun;
}
