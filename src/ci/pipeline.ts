import type { Platform } from '../core';
import type { _BuilderSetup } from '../image';
import type { BuildTag } from './build-tag';
import type { ExtraSteps } from './extra-steps';
import type { FloatingTag } from './floating-tag';
import type { PipelineInputs } from './pipeline-inputs';
import type { RegistryIdentity } from './registry-identity';
import type { ReleaseForm } from './release-form';
import type { ReleaseNames } from './release-names';
import type { ReleaseNaming } from './release-naming';
import type { WorkflowGroup } from './workflow-groups';
import type { Versions } from '../versions';

/** A command that must succeed in the finished image. */
export interface SmokeCommand {
  /** Entrypoint and arguments. */
  readonly command: readonly string[];
  /** The platforms on which it runs; by default, all that the forge can run. */
  readonly platforms?: readonly Platform[];
}

/** One image, as a pipeline sees it. */
export interface PipelineImage {
  /** Its name in files, jobs and steps. */
  readonly name: string;
  /** The path of its construct. */
  readonly node: string;
  /** The build context, as its path from the root of the repository; `.` for that root. */
  readonly context: string;
  /** Path in the registry, e.g. `acme/router`. */
  readonly repository: string;
  /** Other paths in some registries, by host. */
  readonly repositories?: Readonly<Record<string, string>>;
  /** After each tag, with the dash: `-packed`; empty if there is none. */
  readonly tagSuffix: string;
  /** From the root of the repository. */
  readonly dockerfile: string;
  /** The files and directories of its context that its build reads, from the root of the repository; undefined if it can be all of them. */
  readonly reads?: readonly string[];
  /** Path of the manifest that the built image is checked against. */
  readonly manifest: string;
  /** In the order of the index, whose digest depends on it. */
  readonly platforms: readonly Platform[];
  /** The build argument that carries the name of the release. */
  readonly releaseArg: string;
  readonly smoke: readonly SmokeCommand[];
  /** Commands of the team: `beforeBuild` and `afterVerify` belong to all that builds the image. */
  readonly steps: ExtraSteps;
  readonly inputs: PipelineInputs;
  /** The scope of its layers in the cache of the forge; undefined if the pipeline does not use one. */
  readonly cacheScope?: string;
  /** Its layers in the registry of the pipeline; undefined if the pipeline does not keep them there. */
  readonly cache?: ImageCache;
  /** What may differ between two builds of the same commit, as parts of a sentence; empty if everything is pinned. */
  readonly unpinned: readonly string[];
  /** The archives that its releases have as files; undefined if they have none. */
  readonly archives?: ImageArchives;
}

/** Archives for devices that load a file. */
export interface ImageArchives {
  /** The target whose form `imagewright verify` checks; undefined for any. */
  readonly target?: 'routeros';
}

/** The layers of an image in the registry of the pipeline. */
export interface ImageCache {
  readonly repository: string;
  /** Begins with `cache-`. A build of a single platform adds its name. */
  readonly tag: string;
}

/** The bot that proposes updates. */
export interface PipelineRenovate {
  /** When it runs, as cron. */
  readonly schedule: string;
  /** Author of its commits, as `Name <address>`. */
  readonly gitAuthor?: string;
}

/** How releases are signed: as the workflow that runs, or with a key. `key` and `password` are names of secrets. */
export type PipelineSigning = { readonly by: 'identity' } | { readonly by: 'key'; readonly key: string; readonly password: string };

/** Which vulnerabilities are not allowed in an image: `failOn` and worse ones; with `onlyFixed`, only those that an update fixes. */
export interface PipelineScan {
  readonly failOn: 'negligible' | 'low' | 'medium' | 'high' | 'critical';
  readonly onlyFixed: boolean;
}

/** Repositories whose releases have the same names. */
export interface ReleasedRepositories extends ReleaseNames {
  readonly repositories: readonly string[];
}

/** What starts a workflow. */
export type Trigger =
  /** A change is proposed. */
  | { readonly on: 'change'; readonly ignoring: readonly string[] }
  /** A commit arrives on a branch. */
  | { readonly on: 'push'; readonly branch: string; readonly ignoring: readonly string[] }
  /** A release is tagged: with a git tag of this pattern, which is the name of the release after the prefix. */
  | { readonly on: 'tag'; readonly pattern: string; readonly gitPrefix: string }
  /** A schedule is due: one of the workflow, or one that several workflows share under this name. */
  | { readonly on: 'schedule'; readonly name: string; readonly branch: string; readonly cron: string; readonly isShared?: boolean }
  /** A person starts it: for a release, with its tag; for a rollback, with the image, the release and the tag to move. */
  | { readonly on: 'manual'; readonly asks: 'release' | 'rollback' | 'nothing' }
  /** A bot pushes to a branch of its own. */
  | { readonly on: 'update'; readonly branches: readonly string[] };

/** One intent of a workflow; the backend of a forge decides how it is carried out. */
export type Job =
  /** Build an image for all its platforms, verify and scan it, and push nothing; run its smoke tests where that needs no registry. */
  | { readonly does: 'build'; readonly image: PipelineImage; readonly scan?: PipelineScan }
  /** The same without any cache, to see whether what a build takes from elsewhere still works. */
  | { readonly does: 'rebuild'; readonly image: PipelineImage; readonly scan?: PipelineScan }
  /** Build an image of the main branch, verify and scan it, and push it under tags that are no release. With an order, one build after the other. */
  | { readonly does: 'snapshot'; readonly image: PipelineImage; readonly tags: readonly BuildTag[]; readonly order: string; readonly scan?: PipelineScan }
  /** Push what the job before has built of a proposed change, under a tag that is no release. */
  | { readonly does: 'preview'; readonly image: PipelineImage; readonly tag: BuildTag }
  /** Tag the next release, unless there is nothing to release. The pattern is that of the workflows which the tag starts. With an order, one after the other in it. */
  | { readonly does: 'tag'; readonly naming: ReleaseNaming; readonly pattern: string; readonly order?: string }
  /** Build an image, verify and scan it, and push the verified image as one index, tagged with the name of the release. With `sbom`, list the
   * contents of the verified image too. */
  | { readonly does: 'publish'; readonly image: PipelineImage; readonly scan?: PipelineScan; readonly sbom: boolean }
  /** Attach these lists to the images of the published index, in each registry. */
  | { readonly does: 'attach'; readonly image: PipelineImage }
  /** Sign the published index, in each registry. `branch` is the one on which a release can start without a pushed tag. */
  | { readonly does: 'sign'; readonly image: PipelineImage; readonly signing: PipelineSigning; readonly branch: string }
  /** Make an archive of the verified image for each platform, verify each, and attach them to the release of the forge. */
  | { readonly does: 'archive'; readonly image: PipelineImage; readonly form: ReleaseForm }
  /** Run the published image. */
  | { readonly does: 'smoke'; readonly image: PipelineImage }
  /** Run the commands of the team that follow the publication. */
  | { readonly does: 'afterPublish'; readonly image: PipelineImage }
  /** Move tags to the published image, without another build, unless they point to a higher version. One after the other in `order`. */
  | { readonly does: 'promote'; readonly image: PipelineImage; readonly tags: readonly FloatingTag[]; readonly form: ReleaseForm; readonly order: string }
  /** Run the commands of the team that follow the promotion. */
  | { readonly does: 'afterPromote'; readonly image: PipelineImage }
  /** Move a tag of an image to an older release. One after the other in `order`, which is that of the promotions. */
  | { readonly does: 'rollback'; readonly images: readonly PipelineImage[]; readonly releases: readonly ReleasedRepositories[]; readonly usual: string; readonly order: string }
  /** Run the bot. */
  | { readonly does: 'renovate'; readonly renovate: PipelineRenovate }
  /** Synthesize, and fail if that changes a file. */
  | { readonly does: 'synthesize' }
  /** Synthesize on the branch of a bot, and push what that changes. */
  | { readonly does: 'complete' };

/** One file. Its jobs run one after the other, and stop at the first failure. */
export interface Workflow {
  /** Name of the file, and of the workflow in the forge's user interface. */
  readonly name: string;
  /** The comment at its top. */
  readonly purpose: readonly string[];
  readonly triggers: readonly Trigger[];
  readonly jobs: readonly Job[];
  /** The group that it belongs to, if the pipeline has several images. All workflows of a group have the same triggers and kinds of jobs. */
  readonly group?: WorkflowGroup;
}

/** A registry, and how a forge logs in to it. */
export interface PipelineRegistry {
  readonly host: string;
  /** Names of secrets. */
  readonly credentials?: { readonly user: string; readonly token: string };
  /** Who a job is for the registry's cloud. Without it and without credentials, the login is by the token that the forge gives to a workflow. */
  readonly identity?: RegistryIdentity;
}

/** Everything that a forge must do, independent of the forge. */
export interface Pipeline {
  /** Prefix of all names, if any. */
  readonly name?: string;
  /** Host of the registry, e.g. `ghcr.io`. */
  readonly registry: string;
  /** How a forge logs in to the registry; undefined for its usual way. */
  readonly login?: PipelineRegistry;
  /** Registries to which each release is copied. */
  readonly further: readonly PipelineRegistry[];
  /** Registries to which builds log in, to read the bases of images. */
  readonly reads: readonly PipelineRegistry[];
  /** The command that installs `imagewright`. */
  readonly install: string;
  /** The command that synthesizes. */
  readonly synthesis: string;
  /** The pins of the project, for forges that have none of their own. */
  readonly versions?: Versions;
  /** What builds the images. */
  readonly builder: _BuilderSetup;
  readonly workflows: readonly Workflow[];
}
