import { findDockerfile } from './build';
import { setUpBuilder } from './builder';
import { expression } from './expression';
import { renderCopies } from './further';
import { checkInputs, passInputs, printBuildArgs } from './inputs';
import type { GithubJob } from './job';
import { allowLogins, logIn } from './login';
import { describeMachine } from './matrix';
import { logInToRead, logOut } from './read-login';
import type { Setup } from './setup';
import { evaluated, annotateValue } from '../../../yaml';
import { EXPORT } from '../../builder';
import type { PipelineImage } from '../../pipeline';
import { printIndexScript } from '../../publish-script';

/** The archive of a platform, in the folder that each job has for its own files. */
const ARCHIVE = evaluated`${expression('runner.temp')}/${expression('matrix.slug')}.tar`;

/**
 * The job that builds a release for each platform, and verifies it. It cannot publish: it runs programs of others. These come after the upload,
 * so that they have no part in what is published.
 */
export function renderReleaseBuild(setup: Setup, image: PipelineImage): GithubJob {
  const args = evaluated`${image.releaseArg}=${expression('env.TAG')}\nSOURCE_DATE_EPOCH=${expression('steps.date.outputs.epoch')}`;
  return {
    'name': evaluated`build ${expression('matrix.platform')}`,
    'runs-on': expression('matrix.runner'),
    'timeout-minutes': setup.minutes.builds,
    'environment': setup.environments.publish,
    'permissions': { contents: 'read', ...allowLogins(setup.reads, 'read') },
    'strategy': {
      matrix: {
        include: image.platforms.map(platform => ({ platform: platform.name, slug: platform.slug, ...describeMachine(setup, platform, []) })),
      },
    },
    'steps': [
      setup.checkOut(evaluated`refs/tags/${expression('env.TAG')}`),
      ...logInToRead(setup),
      ...setUpBuilder(setup),
      { name: 'Source date', id: 'date', run: 'echo "epoch=$(git log -1 --format=%ct)" >> "$GITHUB_OUTPUT"' },
      ...checkInputs(setup, image),
      ...passInputs(setup, image, setup.useAction('docker/build-push-action', {
        name: 'Build',
        with: {
          'context': image.context,
          'file': findDockerfile(image),
          'platforms': expression('matrix.platform'),
          'build-args': evaluated`${printBuildArgs(image, args)}\n`,
          'provenance': annotateValue(false, { after: 'an attestation would make the digest of the index differ from build to build' }),
          'outputs': evaluated`type=oci,dest=${ARCHIVE},${EXPORT}`,
        },
      })),
      ...logOut(setup, { ...image, cache: undefined }),
      setup.useAction('actions/upload-artifact', {
        name: 'Keep the image',
        with: {
          'name': evaluated`${nameArtifact(image)}${expression('matrix.slug')}`,
          'path': ARCHIVE,
          'if-no-files-found': 'error',
          'compression-level': annotateValue(0, { after: 'layers are compressed' }),
          'retention-days': 1,
          'overwrite': annotateValue(true, { after: 'if the job runs again' }),
        },
      }),
      ...setup.verify(image, expression('matrix.platform'), '"$RUNNER_TEMP/$SLUG.tar"', { SLUG: expression('matrix.slug') }),
    ],
  };
}

/** The job that publishes what has been verified, unchanged. It runs nothing of the repository. */
export function renderPublish(setup: Setup, image: PipelineImage): GithubJob {
  const archives = image.platforms.map(({ slug }) => `"$RUNNER_TEMP/images/${slug}"`);
  return {
    'name': 'publish',
    'needs': 'build',
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.checks,
    'environment': setup.environments.publish,
    'permissions': { ...allowLogins([setup.main, ...setup.further], 'write'), ...(setup.attest ? { 'id-token': 'write', 'attestations': 'write' } as const : {}) },
    'outputs': { digest: expression('steps.index.outputs.digest') },
    'steps': [
      setup.useAction('actions/download-artifact', {
        name: 'Get the verified images',
        with: { 'pattern': `${nameArtifact(image)}*`, 'path': evaluated`${expression('runner.temp')}/images`, 'merge-multiple': true },
      }),
      setup.setUpClient(),
      ...logIn(setup),
      {
        name: 'Publish them as one index',
        id: 'index',
        run: `${printIndexScript(archives, image.tagSuffix)}echo "digest=$digest" >> "$GITHUB_OUTPUT"\n`,
      },
      ...(setup.attest ? [setup.useAction('actions/attest', {
        name: 'Attest how it was built',
        with: { 'subject-name': expression('env.IMAGE'), 'subject-digest': expression('steps.index.outputs.digest') },
      })] : []),
      ...renderCopies(setup, image),
    ],
  };
}

/** What the artifacts of an image begin with: no name of an image has a dot. All workflows that a run calls have one list of artifacts. */
function nameArtifact({ name }: PipelineImage): string {
  return `${name}.`;
}
