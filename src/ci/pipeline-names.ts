import { Problem, _quotedValue } from '../core';
import { ContainerImage, _imageName } from '../image';
import type { ImagePipelineProps } from './image-pipeline-props';
import { Pipeline, RELEASE_TAG } from './pipeline';
import type { ReleaseScheme } from './release-scheme';

/** What a file and a job can be called. A job begins with a letter, and so do the names of workflows. */
const NAME = /^[a-z0-9]+(?:-+[a-z0-9]+)*$/;

/**
 * The id of a job, as of the one that calls a release.
 *
 * @see https://github.com/actions/languageservices/blob/6529a69918b7c783248546da799bda8b408d9b3e/workflow-parser/src/model/converter/id-builder.ts
 */
const LONGEST_JOB = 99;

/** With its ending, and that of a draft beside it. A file system takes 255 bytes. */
const LONGEST_FILE = 220;

/** An image, and what the pipeline calls it. */
interface NamedImage {
  readonly image: ContainerImage;
  readonly name: string;
  /** The folder of its project. */
  readonly project: string;
}

/** Images whose workflows would be the same files. Of two in one project whose ids give one name, the project says so. */
export function sameNames(images: readonly NamedImage[]): Problem[] {
  return images.flatMap(({ image, name, project }, i) => {
    const before = images.slice(0, i).find(other => other.name === name);
    const isTold = before !== undefined && before.image !== image && before.project === project
      && _imageName(before.image.node.id) === _imageName(image.node.id);
    if (before === undefined || name === '' || isTold) return [];
    return [problem('ci/duplicate-image', `Two images of the pipeline are called "${name}": ${before.image.node.path} and ${image.node.path}.`,
      'Their workflows would be written to the same files.', 'Pass each image once, and name one of them for the pipeline: images: [{ image, repository, name: "…" }].')];
  });
}

/** Two pipelines that tag the same releases. */
export function tagTwice(
  { versionArg, suffix }: ReleaseScheme, others: readonly { readonly path: string; readonly release: ReleaseScheme }[],
): Problem[] {
  const other = others.find(({ release }) => suffix !== undefined && release.suffix === suffix && release.versionArg === versionArg);
  return other === undefined ? [] : [problem('ci/release-twice',
    `The pipeline ${other.path} tags v<version>-${suffix}.1 for each ${versionArg} too.`,
    'Whichever is first tags and releases; the other one finds the tag there, and on GitHub releases nothing.',
    'Put the images into one pipeline, or give each a suffix of its own: ReleaseScheme.upstream(pin, "…").')];
}

/** Workflows whose names do not fit where they are written: as a job in GitHub, as a file anywhere. */
export function tooLong({ workflows }: Pipeline, forges: readonly string[]): Problem[] {
  const isJob = forges.includes('GitHub') && workflows.some(({ jobs }) => jobs.some(({ does }) => does === 'tag'));
  const most = isJob ? LONGEST_JOB : LONGEST_FILE;
  const [longest] = workflows.map(({ name }) => name).sort((a, b) => b.length - a.length);
  return longest === undefined || longest.length <= most ? [] : [problem('ci/name',
    `The workflow "${longest.slice(0, 40)}…" has a name of ${longest.length} characters.`,
    isJob ? `A job is called like it, and GitHub takes ${most} characters for the id of one.` : `A file is called like it, and ${most} characters fit.`,
    'Give the image a shorter name for the pipeline, images: [{ image, repository, name: "…" }], or the pipeline a shorter one.')];
}

/** Names that were given and cannot be, and one that is taken. */
export function misnamed({ name, images, release }: ImagePipelineProps): Problem[] {
  const isName = (text: string) => NAME.test(text);
  return [
    ...(name === undefined || (isName(name) && /^[a-z]/.test(name)) ? [] : [problem('ci/name', `${_quotedValue(name)} cannot be the name of a pipeline.`,
      'Its files, workflows and jobs begin with it.', 'Use lower-case letters, digits and dashes between them, beginning with a letter: name: "images".')]),
    ...images.flatMap(each => (each.name === undefined || isName(each.name) ? [] : [problem('ci/name', `${_quotedValue(each.name)} cannot be the name of an image in a pipeline.`,
      'Its files, workflows and jobs end with it.', 'Use lower-case letters, digits and dashes between them: name: "router".')])),
    ...(images.length > 1 && release.suffix !== undefined && images.some(each => `release-${each.name ?? _imageName(each.image.node.id)}` === RELEASE_TAG)
      ? [problem('ci/name', `An image of the pipeline is called "tag", and its releases would be the workflow ${RELEASE_TAG}.`,
        `${RELEASE_TAG} is the workflow that tags releases. One of the two would replace the other.`,
        'Name the image for the pipeline: images: [{ image, repository, name: "tag-image" }].')]
      : []),
  ];
}

function problem(id: string, what: string, why: string, fix: string): Problem {
  return { id, what, why, fix };
}
