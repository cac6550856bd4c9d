import { pickRepository, pickSuffix, renderAddress, renderDigest } from './address';
import { expression } from './expression';
import { repeatElsewhere } from './further';
import type { GithubJob } from './job';
import type { Setup, Step } from './setup';
import { splitJob, tabulate } from './shards';
import { nameJob } from './source';
import { Subject } from './subject';
import { Piece, evaluated, Yaml } from '../../../yaml';
import type { Job } from '../../pipeline';
import { printPromoteScript, printRollbackScript } from '../../promote-script';
import { describeTagSuffixes, listRepositories, listTagSuffixes } from '../../variants';

type Promotion = Extract<Job, { does: 'promote' }>;

/**
 * All jobs of an order run one after the other. By default GitHub would cancel a waiting job when another one comes;
 * with `queue`, 100 can wait. So the images of a pipeline, which have nothing to do with each other, have an order for each repository.
 *
 * @see https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency
 */
function renderOrder(order: Piece): Yaml {
  return { 'group': typeof order === 'number' ? String(order) : order, 'cancel-in-progress': false, 'queue': 'max' };
}

/** The jobs that move the floating tags to a release. */
export function renderPromote(setup: Setup, jobs: readonly Promotion[], needs: readonly string[]): Record<string, GithubJob> {
  const [{ tags, form, order }] = jobs;
  const subject = Subject.perImage(jobs.map(({ image }) => image));
  const isTable = subject.only === undefined;
  const repository = pickRepository(subject);
  const address = renderAddress(setup, subject);
  const { suffix, env } = pickSuffix(subject);
  const steps = repeatElsewhere(setup, repository, {
    name: 'Move the floating tags to the same digest',
    env: !isTable ? { DIGEST: expression('needs.publish.outputs.digest') } : Object.keys(env).length === 0 ? undefined : env,
    run: `${isTable ? renderDigest(subject).script : ''}${printPromoteScript(tags, form, suffix)}`,
  });
  const rows = subject.listRows().map(({ named, columns }) => ({ ...named, ...columns }));
  return splitJob('promote', tabulate(rows, isTable), include => renderMove(
    setup, isTable ? evaluated`${order}-${repository}` : order,
    { name: nameJob(subject, 'promote'), needs: [...needs] }, steps,
    isTable ? { strategy: { 'fail-fast': false, 'matrix': { include } }, ...address } : {},
  ));
}

/** The job that moves a floating tag to an older release. The names of the inputs are those of the variables. */
export function renderRollback(setup: Setup, job: Extract<Job, { does: 'rollback' }>): GithubJob {
  const { images, usual, form, order } = job;
  const suffixes = listTagSuffixes(images);
  return renderMove(setup, images.length === 1 ? order : evaluated`${order}-${renderRollbackRepository(job)}`, { name: 'rollback' }, repeatElsewhere(setup, renderRollbackRepository(job), {
    name: 'Move the tag to an older release',
    env: {
      ROLLBACK_TO: expression('inputs.release'),
      ROLLBACK_TAG: expression('inputs.tag'),
      ...suffixes.length === 1 ? {} : { ROLLBACK_SUFFIX: expression('inputs.suffix') },
    },
    run: printRollbackScript(usual, form, suffixes),
  }));
}

/** A job that moves tags. */
function renderMove(setup: Setup, order: Piece, named: Step, steps: readonly Step[], matrix: Step = {}): GithubJob {
  return {
    ...named,
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.checks,
    'concurrency': renderOrder(order),
    'environment': setup.environments.promote,
    'permissions': setup.allowAllPackages(),
    ...matrix,
    'steps': [setup.logIn(), ...steps],
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

function renderRollbackRepository({ images }: Extract<Job, { does: 'rollback' }>): Piece {
  const repositories = listRepositories(images);
  return repositories.length === 1 ? repositories[0] : expression('inputs.image');
}
