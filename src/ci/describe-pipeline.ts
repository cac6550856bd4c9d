import { BuildTag, describeBuildTag } from './build-tag';
import { FloatingTag, describeTag } from './floating-tag';
import type { Pipeline, PipelineImage, PipelineRenovate, PipelineScan, PipelineSigning, Workflow } from './pipeline';
import { readReleaseForm } from './release-form';
import { ReleaseGroup, endRelease } from './release-groups';
import { describeNaming } from './release-naming';
import { listRepositories } from './variants';
import { describeBuildGroup, describeRebuildGroup, describeReleaseGroup, describeSnapshotGroup } from './workflow-groups';

/** Images that one git tag releases. */
export interface PipelineRelease extends ReleaseGroup<PipelineImage> {
  /** The Dockerfile that holds the version argument of the release scheme. */
  readonly versionDockerfile: string;
  readonly tags: readonly FloatingTag[];
}

/** The input of `describePipeline`: what it passes on, and what the workflows follow from. */
export interface PipelineSpec extends Omit<Pipeline, 'workflows'> {
  readonly images: readonly PipelineImage[];
  readonly releases: readonly PipelineRelease[];
  readonly buildTags: readonly BuildTag[];
  readonly branch: string;
  readonly ignoredPaths: readonly string[];
  /** When each image is built anew, as cron. */
  readonly rebuildSchedule?: string;
  readonly signing?: PipelineSigning;
  readonly scan?: PipelineScan;
  readonly sbom: boolean;
  readonly renovate?: PipelineRenovate;
  /** Branches of bots that run elsewhere, as patterns. */
  readonly updateBranches: readonly string[];
}

/** The workflow that tags releases; of several, its name has an end. Because of it, no image of a pipeline can be called `tag`. */
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
      ...spec.images.flatMap(image => describeSnapshot(spec, image)),
      ...spec.images.flatMap(image => describeRebuild(spec, image)),
      ...spec.releases.flatMap(release => describeReleaseTag(spec, release)),
      ...spec.releases.flatMap(release => release.images.map(image => describeRelease(spec, release, image))),
      ...describeRollback(spec),
      describeSynthesis(spec),
      ...describeRenovate(spec),
      ...describeCompletion(spec),
    ],
  };
}

function describeBuild(spec: PipelineSpec, image: PipelineImage): Workflow {
  const preview = spec.buildTags.filter(({ of }) => of === 'change');
  return {
    name: nameWorkflow(spec, 'build', image),
    purpose: [
      `Builds and verifies ${image.name} for every platform, and pushes ${image.cache === undefined ? 'nothing' : 'no image'}: the check that a change must pass.`,
      ...describeLayers(spec, image),
      ...preview.map(tag => `What was built of a change, unless it is from a fork, is published as ${describeBuildTag(tag)}${image.tagSuffix} by a job that runs nothing of the repository.`),
      ...(spec.ignoredPaths.length === 0 ? [] : ['A proposed change of nothing but the ignored paths is not built, and passes.']),
    ],
    triggers: [
      { on: 'change', ignoring: spec.ignoredPaths },
      ...(listSnapshotTags(spec).length > 0 ? [] : [{ on: 'push', branch: spec.branch, ignoring: spec.ignoredPaths } as const]),
    ],
    jobs: [{ does: 'build', image, scan: spec.scan }, ...preview.map(tag => ({ does: 'preview', image, tag } as const))],
    group: spec.images.length === 1 ? undefined : describeBuildGroup(prefixName(spec, 'build'), {
      ignoredPaths: spec.ignoredPaths, caching: describeCaching(spec, image), previews: preview.map(describeBuildTag),
    }),
  };
}

/** A workflow of its own, so that its runs wait for each other, and only it needs the credentials of the registry. */
function describeSnapshot(spec: PipelineSpec, image: PipelineImage): Workflow[] {
  const { branch, ignoredPaths } = spec;
  const tags = listSnapshotTags(spec);
  const order = prefixName(spec, 'snapshot');
  return tags.length === 0 ? [] : [{
    name: nameWorkflow(spec, 'snapshot', image),
    purpose: [
      `Builds and verifies each push to ${branch}, and publishes ${image.name} as ${tags.map(tag => `${describeBuildTag(tag)}${image.tagSuffix}`).join(' and ')}.`,
      'These are no releases: no other tag follows them.',
      ...describeLayers(spec, image),
    ],
    triggers: [{ on: 'push', branch, ignoring: ignoredPaths }],
    jobs: [{ does: 'snapshot', image, tags, order, scan: spec.scan }],
    group: spec.images.length === 1 ? undefined : describeSnapshotGroup(order, branch, tags.map(describeBuildTag), describeCaching(spec, image)),
  }];
}

/** The branch whose builds keep the layers of an image in the registry; undefined if none do. */
function describeCaching({ branch }: PipelineSpec, { cache }: PipelineImage): string | undefined {
  return cache === undefined ? undefined : branch;
}

function describeLayers({ branch }: PipelineSpec, { cache }: PipelineImage): string[] {
  return cache === undefined ? [] : [`Builds of ${branch} keep their layers in the registry, as ${cache.repository}:${cache.tag}, which other builds read.`];
}

function listSnapshotTags({ buildTags }: PipelineSpec): BuildTag[] {
  return buildTags.filter(({ of }) => of !== 'change');
}

function describeRebuild(spec: PipelineSpec, image: PipelineImage): Workflow[] {
  const { branch, rebuildSchedule: cron } = spec;
  const shared = prefixName(spec, 'rebuild');
  if (cron === undefined) return [];
  return [{
    name: nameWorkflow(spec, 'rebuild', image),
    purpose: [
      `Builds ${image.name} from ${branch} without any cache, verifies it, and pushes nothing.`,
      'It fails if what the build takes from elsewhere is gone, or has changed so that the image does not fit its declaration.',
    ],
    triggers: [{ on: 'schedule', name: shared, branch, cron, isShared: true }],
    jobs: [{ does: 'rebuild', image, scan: spec.scan }],
    group: spec.images.length === 1 ? undefined : describeRebuildGroup(shared, branch),
  }];
}

function describeReleaseTag(spec: PipelineSpec, release: PipelineRelease): Workflow[] {
  const { branch, ignoredPaths } = spec;
  const { scheme: { tagPattern: pattern, gitTagPrefix: gitPrefix, versionArg, suffix, schedule, _dated: dated }, versionDockerfile } = release;
  const name = nameForRelease(spec, RELEASE_TAG, release);
  if (dated !== undefined) {
    const naming = { by: 'date', prefix: `${gitPrefix}${dated.prefix}`, releases: dated.releases } as const;
    return [{
      name,
      purpose: [
        `Tags ${schedule === undefined ? `each push to ${branch}` : `the newest commit of ${branch}`} as ${describeNaming(naming)}, in UTC; a later release of that day ends with .1, .2 and so on.`,
        schedule === undefined ? 'A commit is released once.' : 'A commit is released once a day.',
      ],
      triggers: [schedule === undefined ? { on: 'push', branch, ignoring: ignoredPaths } : { on: 'schedule', name, branch, cron: schedule }],
      jobs: [{ does: 'tag', naming, pattern, order: name }],
    }];
  }
  if (versionArg === undefined || suffix === undefined) return [];
  const naming = { by: 'version', gitPrefix, dockerfile: versionDockerfile, versionArg, suffix } as const;
  return [{
    name,
    purpose: [
      `Tags ${describeNaming(naming)} when a new ${versionArg} arrives on ${branch} that has no release yet.`,
      `Tag further releases of the same version (-${suffix}.2 and up) by hand. Other updates release nothing.`,
    ],
    triggers: [{ on: 'push', branch, ignoring: ignoredPaths }],
    jobs: [{ does: 'tag', naming, pattern }],
  }];
}

function describeRelease(spec: PipelineSpec, release: PipelineRelease, image: PipelineImage): Workflow {
  const { signing, branch } = spec;
  const { tags, images, scheme: { tagPattern: pattern, gitTagPrefix: gitPrefix, _namePattern } } = release;
  return {
    name: nameWorkflow(spec, 'release', image),
    purpose: [
      `Publishes ${image.name} when a tag ${pattern} is pushed: one OCI index for all platforms, ${describeName(gitPrefix, image.tagSuffix)}.`,
      'Only images that `imagewright verify` has checked against their declaration are pushed.',
      ...(tags.length === 0 ? [] : [
        `The last step moves ${tags.map(tag => `${describeTag(tag)}${image.tagSuffix}`).join(' and ')} to the same digest: to an image that was built and tested completely.`,
        'It moves no tag to a lower version or to a pre-release. A published release is never replaced by another image.',
      ]),
      ...(image.archives === undefined ? [] : [`The release of the forge has archives of ${image.name} as files: for devices that load a file.`]),
      image.unpinned.length === 0
        ? 'Another build of the same commit has the same digest.'
        : `Another build of the same commit can have another digest: ${image.unpinned.join('; ')}.`,
    ],
    triggers: [{ on: 'tag', pattern, gitPrefix }, { on: 'manual', asks: 'release' }],
    jobs: [
      { does: 'publish', image, scan: spec.scan, sbom: spec.sbom },
      ...(spec.sbom ? [{ does: 'attach', image } as const] : []),
      ...(signing === undefined ? [] : [{ does: 'sign', image, signing, branch } as const]),
      ...(image.archives === undefined ? [] : [{ does: 'archive', image, form: readReleaseForm(_namePattern) } as const]),
      ...(image.smoke.length === 0 ? [] : [{ does: 'smoke', image } as const]),
      ...(image.steps.afterPublish.length === 0 ? [] : [{ does: 'afterPublish', image } as const]),
      ...(tags.length === 0 ? [] : [{ does: 'promote', image, tags, form: readReleaseForm(_namePattern), order: nameOrder(spec) } as const]),
      ...(tags.length === 0 || image.steps.afterPromote.length === 0 ? [] : [{ does: 'afterPromote', image } as const]),
    ],
    group: images.length === 1 ? undefined : describeReleaseGroup(nameForRelease(spec, release.isUsual || spec.releases.length === 1 ? 'release' : 'releases', release), {
      tagPattern: pattern, gitPrefix, isWhole: spec.releases.length === 1,
    }, tags.map(describeTag), images),
  };
}

/** How an image is tagged, by the git tag. */
function describeName(gitPrefix: string, tagSuffix: string): string {
  if (gitPrefix === '' && tagSuffix === '') return 'with the same tag';
  return `tagged with ${gitPrefix === '' ? 'that name' : `what follows ${gitPrefix}`}${tagSuffix === '' ? '' : ` and ${tagSuffix}`}`;
}

function describeRollback(spec: PipelineSpec): Workflow[] {
  const { releases, images } = spec;
  const usual = releases.flatMap(({ tags }) => tags).find(({ name }) => name !== undefined)?.name;
  if (usual === undefined) return [];
  const released = releases.map(({ scheme, images: group }) => (
    { gitPrefix: scheme.gitTagPrefix, pattern: scheme._namePattern, repositories: listRepositories(group) }
  ));
  return [{
    name: prefixName(spec, 'rollback'),
    purpose: [
      `Moves :${usual}, or another floating tag, to an older release, by digest: started by hand, when a release turns out to be bad.`,
      'It builds nothing. The next release moves the tag again if its version is higher than the one that the tag points to then.',
    ],
    triggers: [{ on: 'manual', asks: 'rollback' }],
    jobs: [{ does: 'rollback', images, releases: released, usual, order: nameOrder(spec) }],
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

/** The workflow of a release. */
function nameForRelease(spec: PipelineSpec, purpose: string, release: PipelineRelease): string {
  return prefixName(spec, `${purpose}${endRelease(release, release.images[0].name, spec.releases.length === 1)}`);
}

function prefixName({ name }: PipelineSpec, workflow: string): string {
  return name === undefined ? workflow : `${name}-${workflow}`;
}
