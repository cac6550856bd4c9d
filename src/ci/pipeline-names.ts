import { Problem, _quoteValue } from '../core';
import { createProblem } from './create-problem';
import { ContainerImage, _toImageName } from '../image';
import { RELEASE_TAG } from './describe-pipeline';
import type { ImagePipelineProps, PublishedImage } from './image-pipeline-props';
import type { Pipeline } from './pipeline';
import { endRelease, groupReleases } from './release-groups';
import { describeNaming } from './release-naming';
import type { ReleaseScheme } from './release-scheme';

/** A valid name of a file and of a job. Names of jobs and of workflows begin with a letter. */
const NAME = /^[a-z0-9]+(?:-+[a-z0-9]+)*$/;

/**
 * The longest id of a job, such as the one that calls a release.
 *
 * @see https://github.com/actions/languageservices/blob/6529a69918b7c783248546da799bda8b408d9b3e/workflow-parser/src/model/converter/id-builder.ts
 */
const LONGEST_JOB = 99;

/** Leaves room for the extension and for that of a draft. A file system allows 255 bytes. */
const LONGEST_FILE = 220;

/** An image, and its name in the pipeline. */
interface NamedImage {
  readonly image: ContainerImage;
  readonly name: string;
  /** The directory of its project. */
  readonly project: string;
}

/** Reports images whose workflows would be the same files. If their ids clash within a project, the project already reports it. */
export function findSameNames(images: readonly NamedImage[]): Problem[] {
  return images.flatMap(({ image, name, project }, i) => {
    const before = images.slice(0, i).find(other => other.name === name);
    const isTold = before !== undefined && before.image !== image && before.project === project
      && _toImageName(before.image.node.id) === _toImageName(image.node.id);
    if (before === undefined || name === '' || isTold) return [];
    return [createProblem('ci/duplicate-image', `Two images of the pipeline are called "${name}": ${before.image.node.path} and ${image.node.path}.`,
      'Their workflows would be written to the same files.', 'Pass each image once, and give one of them another name in the pipeline: images: [{ image, repository, name: "…" }].')];
  });
}

/** Reports two pipelines that tag the same releases. */
export function findSharedTags(
  release: ReleaseScheme, others: readonly { readonly path: string; readonly release: ReleaseScheme }[],
): Problem[] {
  const { versionArg, suffix, tagPattern, gitTagPrefix, _dated: dated } = release;
  const other = others.find(each => each.release.tagPattern === tagPattern && (dated === undefined
    ? suffix !== undefined && each.release.versionArg === versionArg
    : each.release._dated !== undefined));
  return other === undefined ? [] : [createProblem('ci/release-twice',
    `The pipeline ${other.path} tags ${dated === undefined ? `${gitTagPrefix}v<version>-${suffix}.1 for each ${versionArg}` : describeNaming({ by: 'date', ...dated, prefix: `${gitTagPrefix}${dated.prefix}` })} too.`,
    'The first one to run creates the tag and the release; the other one finds the tag, and releases nothing on GitHub.',
    dated === undefined
      ? 'Put the images into one pipeline, or give each pipeline its own suffix: ReleaseScheme.upstream(pin, "…").'
      : 'Put the images into one pipeline, or give each pipeline its own prefix: ReleaseScheme.onMerge("router-v").')];
}

/** Reports names of workflows that are too long: for a job on GitHub, for a file on any forge. */
export function findLongNames({ workflows }: Pipeline, forges: readonly string[]): Problem[] {
  const isJob = forges.includes('GitHub') && workflows.some(({ jobs }) => jobs.some(({ does }) => does === 'tag'));
  const most = isJob ? LONGEST_JOB : LONGEST_FILE;
  const [longest] = workflows.map(({ name }) => name).sort((a, b) => b.length - a.length);
  return longest === undefined || longest.length <= most ? [] : [createProblem('ci/name',
    `The workflow "${longest.slice(0, 40)}…" has a name of ${longest.length} characters.`,
    isJob ? `It is also the id of a job, and GitHub allows ${most} characters there.` : `It is also the name of a file, which can have ${most} characters.`,
    'Give the image a shorter name in the pipeline, images: [{ image, repository, name: "…" }], or give the pipeline a shorter name.')];
}

/** Reports invalid names, and one that is reserved. */
export function findInvalidNames({ name, images, release }: ImagePipelineProps): Problem[] {
  const isName = (text: string) => NAME.test(text);
  return [
    ...(name === undefined || (isName(name) && /^[a-z]/.test(name)) ? [] : [createProblem('ci/name', `${_quoteValue(name)} cannot be the name of a pipeline.`,
      'Its files, workflows and jobs begin with it.', 'Use lower-case letters and digits, separated by dashes, and begin with a letter: name: "images".')]),
    ...images.flatMap(each => (each.name === undefined || isName(each.name) ? [] : [createProblem('ci/name', `${_quoteValue(each.name)} cannot be the name of an image in a pipeline.`,
      'Its files, workflows and jobs end with it.', 'Use lower-case letters and digits, separated by dashes: name: "router".')])),
    ...listTaken(release, images).map(taken => createProblem('ci/name',
      `An image of the pipeline is called "${taken.replace(/^release-/, '')}", so its releases would be the workflow ${taken}.`,
      `${taken} is the workflow that tags releases. One of the two would replace the other.`,
      'Give the image another name in the pipeline: images: [{ image, repository, name: "tag-image" }].')),
  ];
}

/** The workflows that tag releases and have the name of one that publishes an image. */
function listTaken(release: ImagePipelineProps['release'], images: ImagePipelineProps['images']): string[] {
  if (images.length < 2) return [];
  const nameIt = ({ name, image }: PublishedImage) => name ?? _toImageName(image.node.id);
  const groups = groupReleases(release, images);
  const names = new Set(images.map(each => `release-${nameIt(each)}`));
  return groups.filter(({ scheme }) => scheme.suffix !== undefined || scheme._dated !== undefined)
    .map(group => `${RELEASE_TAG}${endRelease(group, nameIt(group.images[0]), groups.length === 1)}`)
    .filter(workflow => names.has(workflow));
}
