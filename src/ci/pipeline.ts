import type { Platform } from '../core';
import type { _BuilderSetup } from '../image';
import { FloatingTag, describeTag } from './floating-tag';
import type { PipelineInputs } from './pipeline-inputs';
import type { RegistryIdentity } from './registry-identity';
import { ReleaseForm, readReleaseForm } from './release-form';
import type { ReleaseScheme } from './release-scheme';
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
  /** Path of the manifest that the built image is checked against. */
  readonly manifest: string;
  /** In the order of the index, whose digest depends on it. */
  readonly platforms: readonly Platform[];
  /** The build argument that carries the name of the release. */
  readonly releaseArg: string;
  readonly smoke: readonly SmokeCommand[];
  readonly inputs: PipelineInputs;
  /** The scope of its layers in the cache of the forge; undefined if the pipeline does not use one. */
  readonly cacheScope?: string;
  /** Its layers in the registry of the pipeline; undefined if the pipeline does not keep them there. */
  readonly cache?: ImageCache;
  /** What may differ between two builds of the same commit, as parts of a sentence; empty if everything is pinned. */
  readonly unpinned: readonly string[];
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

/** What starts a workflow. */
export type Trigger =
  /** A change is proposed. */
  | { readonly on: 'change'; readonly ignoring: readonly string[] }
  /** A commit arrives on a branch. */
  | { readonly on: 'push'; readonly branch: string; readonly ignoring: readonly string[] }
  /** A release is tagged. */
  | { readonly on: 'tag'; readonly pattern: string }
  /** A schedule is due. */
  | { readonly on: 'schedule'; readonly name: string; readonly branch: string; readonly cron: string }
  /** A person starts it: for a release, with its tag; for a rollback, with the image, the release and the tag to move. */
  | { readonly on: 'manual'; readonly asks: 'release' | 'rollback' | 'nothing' }
  /** A bot pushes to a branch of its own. */
  | { readonly on: 'update'; readonly branches: readonly string[] };

/** One intent of a workflow; the backend of a forge decides how it is carried out. */
export type Job =
  /** Build an image for all its platforms, verify it, and push nothing; run its smoke tests where that needs no registry. */
  | { readonly does: 'build'; readonly image: PipelineImage }
  /** Tag the first release of a version of the packaged program, unless it is already tagged. */
  | { readonly does: 'tag'; readonly dockerfile: string; readonly versionArg: string; readonly suffix: string }
  /** Build an image, verify it, and push the verified image as one index, tagged with the name of the release. */
  | { readonly does: 'publish'; readonly image: PipelineImage }
  /** Run the published image. */
  | { readonly does: 'smoke'; readonly image: PipelineImage }
  /** Move tags to the published image, without another build, unless they point to a higher version. One after the other in `order`. */
  | { readonly does: 'promote'; readonly image: PipelineImage; readonly tags: readonly FloatingTag[]; readonly form: ReleaseForm; readonly order: string }
  /** Move a tag of an image to an older release. One after the other in `order`, which is that of the promotions. */
  | { readonly does: 'rollback'; readonly images: readonly PipelineImage[]; readonly usual: string; readonly form: ReleaseForm; readonly order: string }
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

/** The input of `describePipeline`. */
export interface PipelineSpec {
  /** Prefix of all names, if any. */
  readonly name?: string;
  readonly registry: string;
  readonly login?: PipelineRegistry;
  readonly further: readonly PipelineRegistry[];
  readonly reads: readonly PipelineRegistry[];
  readonly install: string;
  readonly synthesis: string;
  readonly versions?: Versions;
  readonly builder: _BuilderSetup;
  readonly images: readonly PipelineImage[];
  readonly release: ReleaseScheme;
  /** The Dockerfile that holds the version argument of the release scheme. */
  readonly versionDockerfile: string;
  readonly tags: readonly FloatingTag[];
  readonly branch: string;
  readonly ignoredPaths: readonly string[];
  readonly renovate?: PipelineRenovate;
  /** Branches of bots that run elsewhere, as patterns. */
  readonly updateBranches: readonly string[];
}

/** The workflow that tags releases. Because of it, no image of a pipeline can be called `tag`. */
export const RELEASE_TAG = 'release-tag';

/** The workflows that keep images built, released and current. */
export function describePipeline(spec: PipelineSpec): Pipeline {
  return {
    name: spec.name,
    registry: spec.registry,
    login: spec.login,
    further: spec.further,
    reads: spec.reads,
    install: spec.install,
    synthesis: spec.synthesis,
    versions: spec.versions,
    builder: spec.builder,
    workflows: [
      ...spec.images.map(image => describeBuild(spec, image)),
      ...describeReleaseTag(spec),
      ...spec.images.map(image => describeRelease(spec, image)),
      ...describeRollback(spec),
      describeSynthesis(spec),
      ...describeRenovate(spec),
      ...describeCompletion(spec),
    ],
  };
}

function describeBuild(spec: PipelineSpec, image: PipelineImage): Workflow {
  return {
    name: nameWorkflow(spec, 'build', image),
    purpose: [
      `Builds and verifies ${image.name} for every platform, and pushes ${image.cache === undefined ? 'nothing' : 'no image'}: the check that a change must pass.`,
      ...(image.cache === undefined ? [] : [`Builds of ${spec.branch} keep their layers in the registry, as ${image.cache.repository}:${image.cache.tag}, which other builds read.`]),
      ...(spec.ignoredPaths.length === 0 ? [] : ['A proposed change of nothing but the ignored paths is not built, and passes.']),
    ],
    triggers: [{ on: 'change', ignoring: spec.ignoredPaths }, { on: 'push', branch: spec.branch, ignoring: spec.ignoredPaths }],
    jobs: [{ does: 'build', image }],
  };
}

function describeReleaseTag(spec: PipelineSpec): Workflow[] {
  const { release: { versionArg, suffix }, branch, ignoredPaths, versionDockerfile } = spec;
  if (versionArg === undefined || suffix === undefined) return [];
  return [{
    name: prefixName(spec, RELEASE_TAG),
    purpose: [
      `Tags v<version>-${suffix}.1 when a new ${versionArg} arrives on ${branch} that has no release yet.`,
      `Tag further releases of the same version (-${suffix}.2 and up) by hand. Other updates release nothing.`,
    ],
    triggers: [{ on: 'push', branch, ignoring: ignoredPaths }],
    jobs: [{ does: 'tag', dockerfile: versionDockerfile, versionArg, suffix }],
  }];
}

function describeRelease(spec: PipelineSpec, image: PipelineImage): Workflow {
  const { tags, release: { tagPattern } } = spec;
  return {
    name: nameWorkflow(spec, 'release', image),
    purpose: [
      `Publishes ${image.name} when a tag ${tagPattern} is pushed: one OCI index for all platforms, ${image.tagSuffix === '' ? 'with the same tag' : `tagged with that name and ${image.tagSuffix}`}.`,
      'Only images that `imagewright verify` has checked against their declaration are pushed.',
      ...(tags.length === 0 ? [] : [
        `The last step moves ${tags.map(tag => `${describeTag(tag)}${image.tagSuffix}`).join(' and ')} to the same digest: to an image that was built and tested completely.`,
        'It moves no tag to a lower version or to a pre-release. A published release is never replaced by another image.',
      ]),
      image.unpinned.length === 0
        ? 'Another build of the same commit has the same digest.'
        : `Another build of the same commit can have another digest: ${image.unpinned.join('; ')}.`,
    ],
    triggers: [{ on: 'tag', pattern: tagPattern }, { on: 'manual', asks: 'release' }],
    jobs: [
      { does: 'publish', image },
      ...(image.smoke.length === 0 ? [] : [{ does: 'smoke', image } as const]),
      ...(tags.length === 0 ? [] : [{ does: 'promote', image, tags, form: readReleaseForm(tagPattern), order: nameOrder(spec) } as const]),
    ],
  };
}

function describeRollback(spec: PipelineSpec): Workflow[] {
  const usual = spec.tags.find(({ name }) => name !== undefined)?.name;
  if (usual === undefined) return [];
  const { release: { tagPattern }, images } = spec;
  return [{
    name: prefixName(spec, 'rollback'),
    purpose: [
      `Moves :${usual}, or another floating tag, to an older release, by digest: started by hand, when a release turns out to be bad.`,
      'It builds nothing. The next release moves the tag again if its version is higher than the one that the tag points to then.',
    ],
    triggers: [{ on: 'manual', asks: 'rollback' }],
    jobs: [{ does: 'rollback', images, usual, form: readReleaseForm(tagPattern), order: nameOrder(spec) }],
  }];
}

/** All promotions of a pipeline happen one after the other: each compares versions before it moves a tag. */
function nameOrder(spec: PipelineSpec): string {
  return prefixName(spec, 'promote');
}

function describeSynthesis(spec: PipelineSpec): Workflow {
  return {
    name: prefixName(spec, 'synthesis'),
    purpose: [
      'Synthesizes, and fails if that changes a file: the check that generated files are those of the definition and of versions.json.',
      'It always runs, so a rule for the branch can require it.',
    ],
    triggers: [{ on: 'change', ignoring: [] }, { on: 'push', branch: spec.branch, ignoring: [] }],
    jobs: [{ does: 'synthesize' }],
  };
}

function describeCompletion(spec: PipelineSpec): Workflow[] {
  const { updateBranches: branches } = spec;
  return branches.length === 0 ? [] : [{
    name: prefixName(spec, 'complete-update'),
    purpose: [
      `Completes the updates of a bot on ${branches.join(', ')}: what follows from a new version, and the generated files.`,
      'What runs the code of the repository and of its dependencies has no token.',
    ],
    triggers: [{ on: 'update', branches }],
    jobs: [{ does: 'complete' }],
  }];
}

function describeRenovate(spec: PipelineSpec): Workflow[] {
  const { renovate: bot, branch } = spec;
  if (bot === undefined) return [];
  return [{
    name: prefixName(spec, 'renovate'),
    purpose: ['Runs Renovate on this repository only. Configure it in renovate.json.'],
    triggers: [{ on: 'schedule', name: 'renovate', branch, cron: bot.schedule }, { on: 'manual', asks: 'nothing' }],
    jobs: [{ does: 'renovate', renovate: bot }],
  }];
}

/** The only image of a pipeline has no name in its files. */
function nameWorkflow(spec: PipelineSpec, purpose: string, image: PipelineImage): string {
  return prefixName(spec, spec.images.length === 1 ? purpose : `${purpose}-${image.name}`);
}

function prefixName({ name }: PipelineSpec, workflow: string): string {
  return name === undefined ? workflow : `${name}-${workflow}`;
}
