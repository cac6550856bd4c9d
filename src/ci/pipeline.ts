import type { Platform } from '../core';
import type { PipelineInputs } from './pipeline-inputs';
import type { ReleaseScheme } from './release-scheme';

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
  /** The build context, as its path from the root of the repository; `.` for that root. */
  readonly context: string;
  /** Path in the registry, e.g. `acme/router`. */
  readonly repository: string;
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
  | { readonly on: 'schedule'; readonly name: string; readonly branch: string; readonly cron: string };

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
  /** Move a tag to the published image, without another build. */
  | { readonly does: 'promote'; readonly image: PipelineImage; readonly floatingTag: string }
  /** Run the bot. */
  | { readonly does: 'renovate'; readonly renovate: PipelineRenovate };

/** One file. Its jobs run one after the other, and stop at the first failure. */
export interface Workflow {
  /** Name of the file, and of the workflow in the forge's user interface. */
  readonly name: string;
  /** The comment at its top. */
  readonly purpose: readonly string[];
  readonly triggers: readonly Trigger[];
  readonly jobs: readonly Job[];
}

/** Everything that a forge must do, independent of the forge. */
export interface Pipeline {
  /** Host of the registry, e.g. `ghcr.io`. */
  readonly registry: string;
  /** The command that installs `imagewright`. */
  readonly install: string;
  readonly workflows: readonly Workflow[];
}

/** The input of `describePipeline`. */
export interface PipelineSpec {
  /** Prefix of all names, if any. */
  readonly name?: string;
  readonly registry: string;
  readonly install: string;
  readonly images: readonly PipelineImage[];
  readonly release: ReleaseScheme;
  /** The Dockerfile that holds the version argument of the release scheme. */
  readonly versionDockerfile: string;
  readonly floatingTag: string;
  readonly branch: string;
  readonly ignoredPaths: readonly string[];
  readonly renovate?: PipelineRenovate;
}

/** The workflow that tags releases. Because of it, no image of a pipeline can be called `tag`. */
export const RELEASE_TAG = 'release-tag';

/** The workflows that keep images built, released and current. */
export function describePipeline(spec: PipelineSpec): Pipeline {
  return {
    registry: spec.registry,
    install: spec.install,
    workflows: [
      ...spec.images.map(image => describeBuild(spec, image)),
      ...describeReleaseTag(spec),
      ...spec.images.map(image => describeRelease(spec, image)),
      ...describeRenovate(spec),
    ],
  };
}

function describeBuild(spec: PipelineSpec, image: PipelineImage): Workflow {
  return {
    name: nameWorkflow(spec, 'build', image),
    purpose: [
      `Builds and verifies ${image.name} for every platform, and pushes nothing: the check that a change must pass.`,
      'A change of only the excluded paths starts no build, and has no result.',
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
  const { floatingTag, release: { tagPattern } } = spec;
  return {
    name: nameWorkflow(spec, 'release', image),
    purpose: [
      `Publishes ${image.name} when a tag ${tagPattern} is pushed: one OCI index for all platforms, with the same tag.`,
      'Only images that `imagewright verify` has checked against their declaration are pushed.',
      `The last step moves :${floatingTag} to the same digest, so it always points to an image that was built and tested completely.`,
      'Another build of the same commit has the same digest.',
    ],
    triggers: [{ on: 'tag', pattern: tagPattern }],
    jobs: [
      { does: 'publish', image },
      ...(image.smoke.length === 0 ? [] : [{ does: 'smoke', image } as const]),
      { does: 'promote', image, floatingTag },
    ],
  };
}

function describeRenovate(spec: PipelineSpec): Workflow[] {
  const { renovate: bot, branch } = spec;
  if (bot === undefined) return [];
  return [{
    name: prefixName(spec, 'renovate'),
    purpose: ['Runs Renovate on this repository only. Configure it in renovate.json.'],
    triggers: [{ on: 'schedule', name: 'renovate', branch, cron: bot.schedule }],
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
