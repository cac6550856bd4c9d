import { Job, listJobs } from './jobs';
import { _printJson } from '../../../core';
import { UsageError } from '../../command';
import type { Affected, AffectedImage } from '../find-affected';

/** How many jobs one can wait for. https://docs.gitlab.com/ci/yaml/#needs */
const MOST_NEEDS = 50;

/** The hidden jobs of the template: that of an image and platform, and that of an image after all its platforms. */
const OF_PLATFORM = '.image-platform';
const OF_IMAGE = '.image';

/** Jobs of a child pipeline without rules would not run for merge requests. */
const RULES = [{ if: '$CI_PIPELINE_SOURCE == "parent_pipeline"' }];

/**
 * A child pipeline: the template, and below it a job for each image and platform. A child pipeline knows no hidden job of its parent, so the template
 * is a part of it. It always has a job that says what is affected, as a pipeline without jobs is an error.
 *
 * @param template YAML with the hidden job `.image-platform`, and `.image` if something follows when all platforms of an image are built
 * @throws UsageError if the template has no such job, and if a job would wait for more jobs than GitLab permits
 * @see https://docs.gitlab.com/ci/pipelines/downstream_pipelines/#dynamic-child-pipelines
 */
export function printGitlab({ images, all }: Affected, template: string, path: string): string {
  if (!hasJob(template, OF_PLATFORM)) {
    throw new UsageError(`${path} has no job "${OF_PLATFORM}" at the beginning of a line. The jobs of the images extend it, with the variables IMAGE, PLATFORM and DIRECTORY.`);
  }
  const hasEnd = hasJob(template, OF_IMAGE);
  const named = new Map(images.map(image => [nameEnd(image), image]));
  const jobs: [string, object][] = images.flatMap(image => {
    const { directory, needs } = image;
    const bases = needs.map(name => named.get(nameEnd({ name, directory }))!);
    const before = bases.flatMap(each => (hasEnd ? [nameEnd(each)] : listJobs(each).map(nameJob)));
    const own = listJobs(image);
    const ofPlatforms = own.map((job): [string, object] => [nameJob(job), createJob(OF_PLATFORM, job, before)]);
    if (!hasEnd) return ofPlatforms;
    return [...ofPlatforms, [nameEnd(image), createJob(OF_IMAGE, { image: image.name, directory, level: image.level }, own.map(nameJob))]];
  });
  const first = { rules: RULES, script: [`echo "${images.length} of ${all} images are affected."`] };
  return `${template.replace(/\n*$/, '\n')}\n${printJobs([['images-affected', first], ...jobs], '\n')}`;
}

/** Jobs of a pipeline, each on one line. JSON is YAML. */
export function printJobs(jobs: readonly (readonly [name: string, job: object])[], between = ''): string {
  return jobs.map(([name, job]) => `${_printJson([name], 0).trimEnd().slice(1, -1)}: ${_printJson(job, 0)}`).join(between);
}

function hasJob(template: string, name: string): boolean {
  return template.split(/\r?\n/).some(line => line.startsWith(`${name}:`));
}

function createJob(template: string, { image, directory, platform }: Job, needs: readonly string[]): object {
  if (needs.length > MOST_NEEDS) throw new UsageError(`The image ${image} waits for ${needs.length} jobs, and GitLab permits ${MOST_NEEDS}. Add the job "${OF_IMAGE}" to the template: then it waits for one job for each image.`);
  const variables = { IMAGE: image, ...platform === undefined ? {} : { PLATFORM: platform }, DIRECTORY: directory };
  return {
    extends: template,
    rules: RULES,
    needs,
    variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, escapeVariable(value)])),
  };
}

/** GitLab expands `$NAME` in the value of a variable. https://docs.gitlab.com/ci/variables/#prevent-variable-expansion */
function escapeVariable(value: string): string {
  return value.replaceAll('$', '$$$$');
}

function nameJob({ image, directory, platform }: Job): string {
  return `image ${nameInJob(directory, image)}${platform === undefined ? '' : ` ${platform}`}`;
}

function nameEnd({ name, directory }: Pick<AffectedImage, 'name' | 'directory'>): string {
  return `image ${nameInJob(directory, name)} all`;
}

function nameInJob(directory: string, image: string): string {
  return directory === '.' ? image : `${directory}:${image}`;
}
