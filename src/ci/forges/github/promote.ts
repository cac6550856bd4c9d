import { findPublished, pickRepository, pickRepositoryIn, pickSuffix } from './address';
import { renderEach } from './each-image';
import { expression, quoteText } from './expression';
import { repeatElsewhere } from './further';
import { GithubJob, nameVariables } from './job';
import { allowLogins, logIn } from './login';
import type { Setup, Step } from './setup';
import { nameJob } from './source';
import { Subject } from './subject';
import { Piece, evaluated, Yaml } from '../../../yaml';
import type { Job, PipelineRegistry } from '../../pipeline';
import { printPromoteScript, printRollbackScript } from '../../promote-script';
import { findRepository, hasOtherPaths } from '../../repositories';
import { describeTagSuffixes, listRepositories, listTagSuffixes } from '../../variants';

type Promotion = Extract<Job, { does: 'promote' }>;

/**
 * All jobs, or workflows, of an order run one after the other. By default GitHub would cancel a waiting job when another one comes;
 * with `queue`, 100 can wait. So the images of a pipeline, which have nothing to do with each other, have an order for each repository.
 *
 * @see https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency
 */
export function renderOrder(order: Piece): Yaml {
  return { 'group': typeof order === 'number' ? String(order) : order, 'cancel-in-progress': false, 'queue': 'max' };
}

/**
 * The jobs that move the floating tags to a release.
 *
 * @param isShared whether the pipeline has other images, too: the order is that of the repository then
 */
export function renderPromote(setup: Setup, jobs: readonly Promotion[], needs: readonly string[], isShared: boolean): Record<string, GithubJob> {
  const [{ tags, form, order }] = jobs;
  const subject = Subject.perImage(jobs.map(({ image }) => image));
  const repository = pickRepository(subject);
  const { suffix } = pickSuffix(subject);
  const { script, env } = findPublished(subject);
  const steps = repeatElsewhere(setup, registry => pickRepositoryIn(setup, subject, registry), {
    name: 'Move the floating tags to the same digest',
    env: nameVariables(env),
    run: `${script}${printPromoteScript(tags, form, suffix)}`,
  });
  const own = isShared ? splitOrder(setup, order, repository, subject.pick('suffix', ({ tagSuffix }) => tagSuffix)) : order;
  return renderEach('promote', setup, subject, matrix => renderMove(
    setup, own, { name: nameJob(subject, 'promote'), needs: [...needs] }, steps, matrix,
  ));
}

/** The job that moves a floating tag to an older release. The names of the inputs are those of the variables. */
export function renderRollback(setup: Setup, job: Extract<Job, { does: 'rollback' }>): GithubJob {
  const { images, releases, usual, order } = job;
  const suffixes = listTagSuffixes(images);
  const suffix = suffixes.length === 1 ? suffixes[0] : expression("inputs.suffix && format('-{0}', inputs.suffix)");
  const own = images.length > 1 ? splitOrder(setup, order, renderRollbackRepository(job), suffix) : order;
  return renderMove(setup, own, { name: 'rollback' }, repeatElsewhere(setup, registry => renderRollbackRepository(job, registry), {
    name: 'Move the tag to an older release',
    env: {
      ROLLBACK_TO: expression('inputs.release'),
      ROLLBACK_TAG: expression('inputs.tag'),
      ...suffixes.length === 1 ? {} : { ROLLBACK_SUFFIX: expression('inputs.suffix') },
      ...releases.length === 1 ? {} : { ROLLBACK_IMAGE: expression('inputs.image') },
    },
    run: printRollbackScript(usual, releases, suffixes),
  }));
}

/** The order of one of several images. What differs between it and others that may move at the same time is a part of its name. */
function splitOrder({ dialect: { waits } }: Setup, order: string, repository: Piece, suffix: Piece): Piece {
  return { 'in repository': evaluated`${order}-${repository}`, 'for tags': evaluated`${order}-${repository}${suffix}`, 'in workflow': order }[waits];
}

/** A job that moves tags. */
function renderMove(setup: Setup, order: Piece, named: Step, steps: readonly Step[], matrix: Step = {}): GithubJob {
  return {
    ...named,
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.checks,
    'concurrency': renderOrder(order),
    'environment': setup.environments.promote,
    'permissions': allowLogins([setup.main, ...setup.further], 'write'),
    ...matrix,
    'steps': [...logIn(setup), ...steps],
  };
}

/** What GitHub asks who starts a rollback. */
export function renderRollbackInputs({ images, usual }: Extract<Job, { does: 'rollback' }>): Yaml {
  const [repositories, suffixes] = [listRepositories(images), listTagSuffixes(images)];
  return {
    release: { description: 'The release to move the tag to', type: 'string', required: true },
    tag: { description: 'The tag to move', type: 'string', required: true, default: usual },
    suffix: suffixes.length === 1 ? undefined : { description: `The suffix of the image's tags: ${describeTagSuffixes(suffixes)}`, type: 'string' },
    image: repositories.length === 1 ? undefined : { description: 'The image', type: 'choice', required: true, options: repositories },
  };
}

/** The address of the image of a rollback. */
export function renderRollbackImage(registry: string, job: Extract<Job, { does: 'rollback' }>): Yaml {
  return evaluated`${registry}/${renderRollbackRepository(job)}`;
}

function renderRollbackRepository({ images }: Extract<Job, { does: 'rollback' }>, registry?: PipelineRegistry): Piece {
  const repositories = listRepositories(images);
  if (registry === undefined || !hasOtherPaths(images, registry)) return repositories.length === 1 ? repositories[0] : expression('inputs.image');
  if (repositories.length === 1) return findRepository(images[0], registry.host);
  const paths = new Map(images.map(image => [image.repository, findRepository(image, registry.host)]));
  return expression([...paths].map(([repository, path]) => `inputs.image == ${quoteText(repository)} && ${quoteText(path)}`).join(' || '));
}
