import { Problem, _suggestNearest } from '../core';
import { createProblem } from './create-problem';
import type { ImagePipelineProps } from './image-pipeline-props';
import { groupReleases } from './release-groups';
import { haveCommonTag } from './release-names';
import type { ReleaseScheme } from './release-scheme';

/** Reports schemes of a pipeline that one git tag can belong to, images of one repository with different ones, and one that releases nothing. */
export function findReleaseProblems({ release, images }: Pick<ImagePipelineProps, 'release' | 'images'>): Problem[] {
  const groups = groupReleases(release, images);
  const pairs = groups.flatMap((one, i) => groups.slice(0, i).map(other => ({ one, other })));
  const repositories = [...new Set(images.map(({ repository }) => repository))];
  return [
    ...pairs.filter(({ one, other }) => haveCommonTag(one.scheme.tagPattern, other.scheme.tagPattern)).map(({ one, other }) => createProblem('ci/release-twice',
      `A git tag can be a release of ${other.images[0].image.node.path}, ${other.scheme.tagPattern}, and of ${one.images[0].image.node.path}, ${one.scheme.tagPattern}.`,
      'It would release both.', 'Give one of the two schemes a prefix: ReleaseScheme.byHand("v*", { gitTagPrefix: "api-" }).')),
    ...repositories.filter(path => groups.filter(group => group.images.some(({ repository }) => repository === path)).length > 1).map(path => createProblem('ci/release-scheme',
      `The images in "${path}" have different release schemes.`, 'Releases of both would have the same names, and move the same tags.',
      'Give the variants of an image one scheme, or each image a repository of its own.')),
    ...(images.length === 0 || groups.some(({ isUsual }) => isUsual) ? [] : [createProblem('ci/release-scheme',
      `No image of the pipeline is released as ${release.tagPattern}.`, 'Each image has a release scheme of its own, so that of the pipeline releases nothing.',
      'Pass the scheme of one of the images as that of the pipeline.')]),
  ];
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
