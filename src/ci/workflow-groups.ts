/** Workflows of several images that do the same: a forge whose jobs have matrices can write them as one. */
export interface WorkflowGroup {
  /** Name of that workflow. */
  readonly name: string;
  /** The comment at its top. */
  readonly purpose: readonly string[];
}

/** What a comment says about an image. */
interface GroupedImage {
  readonly name: string;
  /** What may differ between two builds of the same commit. */
  readonly unpinned: readonly string[];
}

/** What a comment says about builds. */
interface GroupedBuild {
  readonly ignoredPaths: readonly string[];
  /** The branch whose builds keep their layers in the registry; undefined if none do. */
  readonly caching: string | undefined;
  /** The tags of proposed changes, as parts of a sentence. */
  readonly previews: readonly string[];
}

/** The builds of several images as one workflow. */
export function describeBuildGroup(name: string, { ignoredPaths, caching, previews }: GroupedBuild): WorkflowGroup {
  return {
    name,
    purpose: [
      `Builds and verifies the images that a change affects, for every platform, and pushes ${caching === undefined ? 'nothing' : 'no image'}: the check that a change must pass.`,
      ...describeLayers(caching),
      ...previews.map(tag => `What was built of a change, unless it is from a fork, is published as ${tag} and the suffix of the image, by jobs that run nothing of the repository.`),
      ...(ignoredPaths.length === 0 ? [] : ['A proposed change of nothing but the ignored paths is not built, and passes.']),
    ],
  };
}

/**
 * The published builds of the main branch of several images as one workflow.
 *
 * @param tags as parts of a sentence
 * @param caching the branch whose builds keep their layers in the registry; undefined if none do
 */
export function describeSnapshotGroup(name: string, branch: string, tags: readonly string[], caching: string | undefined): WorkflowGroup {
  return {
    name,
    purpose: [
      `Builds and verifies the images that a push to ${branch} affects, and publishes each as ${tags.join(' and ')} and the suffix of the image.`,
      'The first run builds all images. These are no releases: no other tag follows them.',
      ...describeLayers(caching),
    ],
  };
}

/** The scheduled builds of several images as one workflow. */
export function describeRebuildGroup(name: string, branch: string): WorkflowGroup {
  return {
    name,
    purpose: [
      `Builds all images from ${branch} without any cache, verifies them, and pushes nothing.`,
      'It fails if what a build takes from elsewhere is gone, or has changed so that the image does not fit its declaration.',
    ],
  };
}

function describeLayers(caching: string | undefined): string[] {
  return caching === undefined ? [] : [`Builds of ${caching} keep their layers in the registry, as tags that begin with cache-, which other builds read.`];
}

/** What a comment says about a release. */
interface GroupedRelease {
  /** Selects the git tags. */
  readonly tagPattern: string;
  /** What they begin with, and the names of the releases do not. */
  readonly gitPrefix: string;
  /** Whether it releases all images of the pipeline. */
  readonly isWhole: boolean;
}

/**
 * The releases of several images as one workflow.
 *
 * @param floating the floating tags, as parts of a sentence
 */
export function describeReleaseGroup(
  name: string, { tagPattern, gitPrefix, isWhole }: GroupedRelease, floating: readonly string[], images: readonly GroupedImage[],
): WorkflowGroup {
  const published = isWhole ? 'all images' : images.map(image => image.name).join(' and ');
  const unpinned = images.filter(image => image.unpinned.length > 0);
  return {
    name,
    purpose: [
      `Publishes ${published} when a tag ${tagPattern} is pushed: each as one OCI index for all its platforms, tagged with ${gitPrefix === '' ? 'that name' : `what follows ${gitPrefix}`} and the suffix of the image.`,
      'Only images that `imagewright verify` has checked against their declaration are pushed, and none before all are verified.',
      ...(floating.length === 0 ? [] : [
        `The last step moves ${floating.join(' and ')} of each image to the same digest, once all images are published and tested.`,
        'It moves no tag to a lower version or to a pre-release. A published release is never replaced by another image.',
      ]),
      ...(unpinned.length === 0 ? ['Another build of the same commit has the same digests.'] : [
        'Another build of the same commit can have another digest:',
        ...unpinned.map(image => `- ${image.name}: ${image.unpinned.join('; ')}`),
      ]),
    ],
  };
}
