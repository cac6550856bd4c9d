import { Problem, _quotedValue } from '../core';
import { ContainerImage, _imageName } from '../image';
import { isCron } from './cron';
import type { ImagePipelineProps, PublishedImage } from './image-pipeline-props';
import { isPlainLine, optionProblems } from './option-texts';
import { Pipeline, RELEASE_TAG } from './pipeline';
import { REGISTRY, REPOSITORY, TAG } from './reference-forms';
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
export function tagTwice({ versionArg, suffix }: ReleaseScheme, others: readonly { readonly path: string; readonly release: ReleaseScheme }[]): Problem[] {
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

function misnamed({ name, images, release }: ImagePipelineProps): Problem[] {
  const isName = (text: string) => NAME.test(text);
  return [
    ...(name === undefined || (isName(name) && /^[a-z]/.test(name)) ? [] : [problem('ci/name', `${JSON.stringify(name)} cannot be the name of a pipeline.`,
      'Its files, workflows and jobs begin with it.', 'Use lower-case letters, digits and dashes between them, beginning with a letter: name: "images".')]),
    ...images.flatMap(each => (each.name === undefined || isName(each.name) ? [] : [problem('ci/name', `${JSON.stringify(each.name)} cannot be the name of an image in a pipeline.`,
      'Its files, workflows and jobs end with it.', 'Use lower-case letters, digits and dashes between them: name: "router".')])),
    ...(images.length > 1 && release.suffix !== undefined && images.some(each => `release-${each.name ?? _imageName(each.image.node.id)}` === RELEASE_TAG)
      ? [problem('ci/name', `An image of the pipeline is called "tag", and its releases would be the workflow ${RELEASE_TAG}.`,
        `${RELEASE_TAG} is the workflow that tags releases. One of the two would replace the other.`,
        'Name the image for the pipeline: images: [{ image, repository, name: "tag-image" }].')]
      : []),
  ];
}

/** What is wrong in the properties of a pipeline, as far as they tell. */
export function problemsOf(props: ImagePipelineProps): Problem[] {
  const { registry, images, forges, floatingTag, release, renovate, installCommand, branch, ignoredPaths } = props;
  const names = forges.map(({ name }) => name);
  return [
    ...(images.length > 0 ? [] : [problem('ci/no-image', 'The pipeline has no image.', 'It would build nothing.', 'Pass at least one: images: [{ image, repository }].')]),
    ...(forges.length > 0 ? [] : [problem('ci/no-forge', 'The pipeline has no forge.', 'It would run nowhere, and no file would be written.',
      'Pass at least one: forges: [Forge.woodpecker()] or [Forge.github()].')]),
    ...repeated(names).map(name => problem('ci/duplicate-forge', `${name} is given twice.`, 'Both would write the same files.', 'Pass each forge once.')),
    ...misnamed(props),
    ...repeated(images.map(({ repository }) => repository)).map(repository => problem('ci/duplicate-image',
      `Two images are published as "${repository}".`, 'One would replace the other under the same tags.', 'Give each image a repository of its own.')),
    ...(REGISTRY.test(registry) ? [] : [problem('ci/registry', `${_quotedValue(registry)} is not the host of a registry.`,
      'The login and the push would go to another place or fail.', 'Write the host alone, with a port if it needs one: ghcr.io, docker.io, git.example.com:5000.')]),
    ...(floatingTag === undefined || TAG.test(floatingTag) ? [] : [problem('ci/tag', `${_quotedValue(floatingTag)} cannot be the tag of an image.`,
      'The registry would refuse it at the end of a release.', 'Use letters, digits, ".", "_" and "-", at most 128, not beginning with "." or "-".')]),
    ...(release.isRelease(floatingTag ?? 'stable') ? [problem('ci/tag', `The floating tag "${floatingTag ?? 'stable'}" looks like a release: ${release.tagPattern} selects it.`,
      'A release of that name and the floating tag would overwrite each other.', 'Choose another floatingTag, or a narrower pattern of releases.')] : []),
    ...(renovate?.schedule === undefined || isCron(renovate.schedule) ? [] : [problem('ci/schedule', `${_quotedValue(renovate.schedule)} is not a schedule in cron.`,
      'Forges take five fields: minute 0-59, hour 0-23, day of the month 1-31, month 1-12, day of the week 0-6.', 'Write e.g. "0 4 * * *", every day at four.')]),
    ...optionProblems([
      ['installCommand', 'script', installCommand],
      ['branch', 'branch', branch],
      ...(ignoredPaths ?? []).map(path => ['ignoredPaths', 'path', path] as const),
      ['renovate.gitAuthor', 'author', renovate?.gitAuthor],
    ]),
    ...images.flatMap(problemsOfImage),
  ];
}

function problemsOfImage({ image, repository, smokeTests = [] }: PublishedImage): Problem[] {
  const where = image.node.path;
  const platforms = image.platforms.map(({ name }) => name);
  return [
    ...(REPOSITORY.test(repository) ? [] : [problem('ci/repository', `${_quotedValue(repository)} is not the path of a repository.`,
      'The registry would refuse the push.', 'Write it without the registry, in lower-case letters and digits, separated by "/", ".", "_" or "-": acme/router.')]),
    ...smokeTests.flatMap(({ command }) => (command.length > 0 && command[0].startsWith('/') && command.every(isPlainLine) ? [] : [problem('ci/smoke-command',
      `${JSON.stringify(command)} is not a smoke test.`,
      'It replaces the entrypoint as it is: no shell looks for the program or splits words, and a forge would expand "${{".',
      'Write the absolute path of the program and one word an argument, printable and without "${{": [\'/usr/local/bin/tailscale\', \'version\'].')])),
    ...smokeTests.flatMap(({ command, platforms: asked = [] }) => asked.filter(({ name }) => !platforms.includes(name)).map(({ name }) => problem('ci/smoke-platform',
      `The smoke test "${command.join(' ')}" shall run on ${name}, which the image is not built for.`, 'There would be nothing to run.',
      `Use some of: ${platforms.join(', ')}.`))),
  ].map(each => ({ where, ...each }));
}

function problem(id: string, what: string, why: string, fix: string): Problem {
  return { id, what, why, fix };
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, i) => values.indexOf(value) !== i))];
}
