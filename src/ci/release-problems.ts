import { Problem, _suggestNearest } from '../core';
import { createProblem } from './create-problem';
import type { ImagePipelineProps, PublishedImage } from './image-pipeline-props';
import { ReleaseGroup, groupReleases } from './release-groups';
import { haveCommonTag } from './release-names';
import type { ReleaseScheme } from './release-scheme';
import { findRepeated } from './repeated';

/** Reports schemes of a pipeline that one git tag can belong to, images of one repository with different ones, and one that releases nothing. */
export function findReleaseProblems({ release, images }: Pick<ImagePipelineProps, 'release' | 'images'>): Problem[] {
  const groups = groupReleases(release, images);
  return [
    ...listOverlaps(groups).map(([other, one]) => createProblem('ci/release-twice',
      `A git tag can be a release of ${other.images[0].image.node.path}, ${other.scheme.tagPattern}, and of ${one.images[0].image.node.path}, ${one.scheme.tagPattern}.`,
      'It would release both.', 'Give one of the two schemes a prefix: ReleaseScheme.byHand("v*", { gitTagPrefix: "api-" }).')),
    ...listShared(groups).map(path => createProblem('ci/release-scheme',
      `The images in "${path}" have different release schemes.`, 'Releases of both would have the same names, and move the same tags.',
      'Give the variants of an image one scheme, or each image a repository of its own.')),
    ...(images.length === 0 || groups.some(({ isUsual }) => isUsual) ? [] : [createProblem('ci/release-scheme',
      `No image of the pipeline is released as ${release.tagPattern}.`, 'Each image has a release scheme of its own, so that of the pipeline releases nothing.',
      'Pass the scheme of one of the images as that of the pipeline.')]),
  ];
}

/** Two groups that a git tag can be a release of, in the order of the images. */
type Overlap = readonly [ReleaseGroup<PublishedImage>, ReleaseGroup<PublishedImage>];

/** The groups that a git tag can be a release of, in pairs: what one pattern begins with is what the other begins with, or the beginning of it. */
function listOverlaps(groups: readonly ReleaseGroup<PublishedImage>[]): Overlap[] {
  const sorted = groups.map((group, i) => ({ group, i, start: group.scheme.tagPattern.replace(/\*.*/s, '') })).sort((a, b) => (a.start < b.start ? -1 : 1));
  let above: typeof sorted = [];
  return sorted.flatMap(each => {
    above = above.filter(({ start }) => each.start.startsWith(start));
    const found = above.filter(({ group }) => haveCommonTag(group.scheme.tagPattern, each.group.scheme.tagPattern));
    above.push(each);
    return found.map((other): Overlap => (other.i < each.i ? [other.group, each.group] : [each.group, other.group]));
  });
}

/** The repositories with images of several groups. */
function listShared(groups: readonly ReleaseGroup<PublishedImage>[]): string[] {
  return findRepeated(groups.flatMap(({ images }) => [...new Set(images.map(({ repository }) => repository))]));
}

/** Reports a scheme that follows a version which none of its images uses. */
export function findUnusedVersions(
  { versionArg }: ReleaseScheme, { pins, images }: { readonly pins: readonly string[]; readonly images: readonly string[] | undefined },
): Problem[] {
  return versionArg === undefined || pins.includes(versionArg) ? [] : [createProblem('ci/version-pin',
    `${images === undefined ? 'No image of the pipeline' : `None of ${images.join(', ')}`} uses ${versionArg}.${_suggestNearest(versionArg, pins)}`,
    'A release is tagged when its line in the Dockerfile changes, and there is no such line.',
    pins.length === 0
      ? 'Use the pin in a block of the image, or release by hand with ReleaseScheme.byHand().'
      : `Follow one of: ${pins.join(', ')}; or release by hand with ReleaseScheme.byHand().`)];
}
