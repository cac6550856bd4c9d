import type { Platform } from '../core';
import type { ReleaseScheme } from './release-scheme';

/** A command that has to succeed in the finished image. */
export interface SmokeCommand {
  /** Entrypoint and arguments. */
  readonly command: readonly string[];
  /** Where it must run; all platforms that the forge can run when not given. */
  readonly platforms?: readonly Platform[];
}

/** One image, as a pipeline sees it. */
export interface PipelineImage {
  /** For names of files, jobs and steps. */
  readonly name: string;
  /** The build context, as its path from the root of the repository; `.` for that root. */
  readonly context: string;
  /** Path in the registry, e.g. `acme/router`. */
  readonly repository: string;
  /** From the root of the repository. */
  readonly dockerfile: string;
  /** What the built image is held against. */
  readonly manifest: string;
  /** In the order of the index, whose digest depends on it. */
  readonly platforms: readonly Platform[];
  /** The build argument that carries the name of the release. */
  readonly releaseArg: string;
  readonly smoke: readonly SmokeCommand[];
}

/** The bot that proposes updates. */
export interface PipelineRenovate {
  /** When it runs, as cron. */
  readonly schedule: string;
  /** `Name <address>` of its commits. */
  readonly gitAuthor?: string;
}

/** What makes a workflow run. */
export type Trigger =
  /** Somebody proposes a change. */
  | { readonly on: 'change'; readonly ignoring: readonly string[] }
  /** Something arrives on a branch. */
  | { readonly on: 'push'; readonly branch: string; readonly ignoring: readonly string[] }
  /** A release is tagged. */
  | { readonly on: 'tag'; readonly pattern: string }
  /** The time has come. */
  | { readonly on: 'schedule'; readonly name: string; readonly branch: string; readonly cron: string };

/** One thing that a workflow does, as an intent: how is the forge's matter. */
export type Job =
  /** Build an image for all its platforms, verify it, and push nothing; smoke-test it where that needs no registry. */
  | { readonly does: 'build'; readonly image: PipelineImage }
  /** Tag the first release of a version of the packaged program, unless there is one. */
  | { readonly does: 'tag'; readonly dockerfile: string; readonly versionArg: string; readonly suffix: string }
  /** Build an image, verify it, and push what was verified under the name of the release, as one index. */
  | { readonly does: 'publish'; readonly image: PipelineImage }
  /** Run the published image. */
  | { readonly does: 'smoke'; readonly image: PipelineImage }
  /** Move a tag to the published image: the same digest, nothing is built. */
  | { readonly does: 'promote'; readonly image: PipelineImage; readonly floatingTag: string }
  /** Run the bot. */
  | { readonly does: 'renovate'; readonly renovate: PipelineRenovate };

/** Jobs that run one after the other, each only if those before succeeded. One file. */
export interface Workflow {
  /** Name of the file and of what people see running. */
  readonly name: string;
  /** What it is for, as the comment at its top. */
  readonly purpose: readonly string[];
  readonly triggers: readonly Trigger[];
  readonly jobs: readonly Job[];
}

/** Everything that a forge must do, in no forge's words. */
export interface Pipeline {
  /** Host of the registry, e.g. `ghcr.io`. */
  readonly registry: string;
  /** The command that makes `imagewright` available. */
  readonly install: string;
  readonly workflows: readonly Workflow[];
}

/** What a pipeline is made from. */
export interface PipelineSpec {
  /** What all names begin with; nothing when not given. */
  readonly name?: string;
  readonly registry: string;
  readonly install: string;
  readonly images: readonly PipelineImage[];
  readonly release: ReleaseScheme;
  /** The Dockerfile in which the version argument of the release scheme stands. */
  readonly versionDockerfile: string;
  readonly floatingTag: string;
  readonly branch: string;
  readonly ignoredPaths: readonly string[];
  readonly renovate?: PipelineRenovate;
}

/** The workflow that tags releases, beside which no image can be called `tag`. */
export const RELEASE_TAG = 'release-tag';

/** The workflows that keep images built, released and current. */
export function describePipeline(spec: PipelineSpec): Pipeline {
  return {
    registry: spec.registry,
    install: spec.install,
    workflows: [
      ...spec.images.map(image => build(spec, image)),
      ...releaseTag(spec),
      ...spec.images.map(image => release(spec, image)),
      ...renovate(spec),
    ],
  };
}

function build(spec: PipelineSpec, image: PipelineImage): Workflow {
  return {
    name: named(spec, 'build', image),
    purpose: [
      `Builds ${image.name} for every platform, verifies it, and pushes nothing: the check that a change has to pass.`,
      'A change that touches only the excluded paths is not built, and so has no result.',
    ],
    triggers: [{ on: 'change', ignoring: spec.ignoredPaths }, { on: 'push', branch: spec.branch, ignoring: spec.ignoredPaths }],
    jobs: [{ does: 'build', image }],
  };
}

function releaseTag(spec: PipelineSpec): Workflow[] {
  const { release: { versionArg, suffix }, branch, ignoredPaths, versionDockerfile } = spec;
  if (versionArg === undefined || suffix === undefined) return [];
  return [{
    name: prefixed(spec, RELEASE_TAG),
    purpose: [
      `Tags v<version>-${suffix}.1 when a ${versionArg} arrives on ${branch} that has no release yet.`,
      `Further releases of the same version, -${suffix}.2 and up, are tagged by hand. Any other update releases nothing.`,
    ],
    triggers: [{ on: 'push', branch, ignoring: ignoredPaths }],
    jobs: [{ does: 'tag', dockerfile: versionDockerfile, versionArg, suffix }],
  }];
}

function release(spec: PipelineSpec, image: PipelineImage): Workflow {
  const { floatingTag, release: { tagPattern } } = spec;
  return {
    name: named(spec, 'release', image),
    purpose: [
      `Publishes ${image.name} for a tag ${tagPattern}: one OCI index for all platforms under the name of the tag.`,
      'Nothing is pushed that `imagewright verify` has not held against what was declared.',
      `:${floatingTag} is moved to the same digest at the very end, so it only ever names an image that was built and tested whole.`,
      'Built again from the same commit, it has the same digest.',
    ],
    triggers: [{ on: 'tag', pattern: tagPattern }],
    jobs: [
      { does: 'publish', image },
      ...(image.smoke.length === 0 ? [] : [{ does: 'smoke', image } as const]),
      { does: 'promote', image, floatingTag },
    ],
  };
}

function renovate(spec: PipelineSpec): Workflow[] {
  const { renovate: bot, branch } = spec;
  if (bot === undefined) return [];
  return [{
    name: prefixed(spec, 'renovate'),
    purpose: ['Runs Renovate on this repository alone. What it may update stands in renovate.json.'],
    triggers: [{ on: 'schedule', name: 'renovate', branch, cron: bot.schedule }],
    jobs: [{ does: 'renovate', renovate: bot }],
  }];
}

/** One image needs no name in its files. */
function named(spec: PipelineSpec, purpose: string, image: PipelineImage): string {
  return prefixed(spec, spec.images.length === 1 ? purpose : `${purpose}-${image.name}`);
}

function prefixed({ name }: PipelineSpec, workflow: string): string {
  return name === undefined ? workflow : `${name}-${workflow}`;
}
