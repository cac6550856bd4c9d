import { pickRepository } from './address';
import { KEPT_ARCHIVE } from './archives';
import { renderEach } from './each-image';
import { expression, quoteText } from './expression';
import type { GithubJob } from './job';
import { findGitTag } from './release-name';
import { Setup, Step, renderSecret } from './setup';
import { nameJob } from './source';
import { Subject } from './subject';
import type { Platform } from '../../../core';
import { Evaluated, Yaml, evaluated } from '../../../yaml';
import { ExtraStep, PLACE_NAMES, StepPlace, listStepPlatforms } from '../../extra-steps';
import type { PipelineImage, Workflow } from '../../pipeline';

/** Where a build leaves the image that is not kept. */
const ARCHIVE = evaluated`${expression('runner.temp')}/image.tar`;

/** The steps before a build. They come before the logins. */
export function renderBeforeBuild(subject: Subject): Step[] {
  return renderSteps(subject, 'beforeBuild');
}

/** The steps after the verification of the image of a platform. */
export function renderAfterVerify(subject: Subject, isKept: boolean): Step[] {
  return renderSteps(subject, 'afterVerify', { ARCHIVE: isKept ? KEPT_ARCHIVE : ARCHIVE, PLATFORM: expression('matrix.platform') });
}

/** The images that have steps at a place. */
export function listWithSteps(images: readonly PipelineImage[], place: StepPlace): PipelineImage[] {
  return images.filter(({ steps }) => steps[place].length > 0);
}

/** The jobs with the steps that follow what is published. They can read the repository, and the secrets of an environment of their own. */
export function renderFollowing(
  id: string, setup: Setup, workflow: Workflow, place: 'afterPublish' | 'afterPromote', needs: Yaml,
): Record<string, GithubJob> {
  const published = workflow.jobs.flatMap(job => (job.does === 'publish' ? [job.image] : []));
  const subject = Subject.perImage(listWithSteps(published, place));
  const repository = pickRepository(subject);
  const isOne = published.length === 1;
  const steps = [
    setup.checkOut(evaluated`refs/tags/${findGitTag(workflow)}`),
    ...(isOne ? [] : getDigest(setup, subject)),
    ...renderSteps(subject, place, { DIGEST: expression(isOne ? 'needs.publish.outputs.digest' : 'steps.published.outputs.digest') }),
  ];
  return renderEach(id, setup, subject, matrix => ({
    'name': nameJob(subject, PLACE_NAMES[place]),
    'needs': needs,
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.builds,
    'environment': setup.environments[place],
    'permissions': { contents: 'read' },
    // That of the workflow is of all its images.
    'env': isOne ? undefined : { IMAGE: evaluated`${setup.main.host}/${repository}` },
    ...matrix,
    steps,
  }));
}

/** Keeps the digest for the jobs that follow: those of a matrix have no outputs of their own. */
export function keepDigest(setup: Setup, subject: Subject): Step[] {
  if (subject.only !== undefined || ![...listWithSteps(subject.images, 'afterPublish'), ...listWithSteps(subject.images, 'afterPromote')].length) return [];
  return [
    { name: 'Note the digest', env: { DIGEST: expression('steps.index.outputs.digest') }, run: 'printf %s "$DIGEST" > "$RUNNER_TEMP/digest"' },
    setup.useAction('actions/upload-artifact', {
      name: 'Keep the digest',
      with: {
        'name': nameDigest(subject), 'path': evaluated`${expression('runner.temp')}/digest`, 'if-no-files-found': 'error', 'retention-days': 1, 'overwrite': true,
      },
    }),
  ];
}

function getDigest(setup: Setup, subject: Subject): Step[] {
  return [
    setup.useAction('actions/download-artifact', {
      name: 'Get the digest',
      with: { 'pattern': nameDigest(subject), 'path': expression('runner.temp'), 'merge-multiple': true },
    }),
    { name: 'Find the digest', id: 'published', run: 'echo "digest=$(cat "$RUNNER_TEMP/digest")" >> "$GITHUB_OUTPUT"' },
  ];
}

/** No name of an image has an underscore, so the pattern of the archives does not match it. */
function nameDigest({ name }: Subject): Evaluated {
  return evaluated`_digest.${name}`;
}

/** The steps of a place, each for the jobs that it is for. */
function renderSteps(subject: Subject, place: StepPlace, variables: Record<string, Yaml> = {}): Step[] {
  const all = [...new Set(subject.images.flatMap(({ steps }) => steps[place]))];
  return all.map(step => ({
    name: step.name,
    if: printCondition(subject, place, step),
    env: { NAME: subject.name, ...variables, ...step.environment, ...Object.fromEntries(step.secrets.map(name => [name, renderSecret(name)])) },
    run: step.script,
  }));
}

function printCondition(subject: Subject, place: StepPlace, step: ExtraStep): string | undefined {
  const images = subject.images.filter(({ steps }) => steps[place].includes(step));
  const platforms = step.platforms === undefined ? undefined : listPlatforms(step, images);
  const conditions = [
    ...(images.length === subject.images.length ? [] : [printOneOf('matrix.image', images.map(({ name }) => name))]),
    ...(platforms === undefined ? [] : [printOneOf('matrix.platform', platforms)]),
  ];
  return conditions.length === 0 ? undefined : conditions.join(' && ');
}

function listPlatforms(step: ExtraStep, images: readonly PipelineImage[]): string[] {
  return [...new Set(images.flatMap(image => listStepPlatforms(step, image.platforms)).map(({ name }: Platform) => name))];
}

function printOneOf(value: string, names: readonly string[]): string {
  return names.length === 1 ? `${value} == ${quoteText(names[0])}` : `contains(fromJSON(${quoteText(JSON.stringify(names))}), ${value})`;
}
