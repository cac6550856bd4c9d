import { KEPT_ARCHIVE, KEPT_WORD, SOURCE_DATE, getArchives, keepArchive, listArchives } from './archives';
import { findDockerfile } from './build';
import { setUpBuilder } from './builder';
import { expression } from './expression';
import { renderCopies } from './further';
import { checkInputs, passInputs, printBuildArgs } from './inputs';
import type { GithubJob } from './job';
import { allowLogins, logIn } from './login';
import { describeMachine } from './matrix';
import { logInToRead, logOut } from './read-login';
import { renderList } from './sbom';
import { renderScan } from './scan';
import type { Setup } from './setup';
import { evaluated, annotateValue } from '../../../yaml';
import { EXPORT } from '../../builder';
import type { PipelineImage, PipelineScan } from '../../pipeline';
import { printIndexScript } from '../../publish-script';

/**
 * The job that builds a release for each platform, and verifies it. It cannot publish: it runs programs of others. These come after the upload,
 * so that they have no part in what is published.
 */
export function renderReleaseBuild(setup: Setup, image: PipelineImage, sbom: boolean, scan?: PipelineScan): GithubJob {
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
      SOURCE_DATE,
      ...checkInputs(setup, image),
      ...passInputs(setup, image, setup.useAction('docker/build-push-action', {
        name: 'Build',
        with: {
          'context': image.context,
          'file': findDockerfile(image),
          'platforms': expression('matrix.platform'),
          'build-args': evaluated`${printBuildArgs(image, args)}\n`,
          'provenance': annotateValue(false, { after: 'an attestation would make the digest of the index differ from build to build' }),
          'outputs': evaluated`type=oci,dest=${KEPT_ARCHIVE},${EXPORT}`,
        },
      })),
      ...logOut(setup, { cache: undefined }),
      keepArchive(setup, image),
      ...setup.verify(image, expression('matrix.platform'), KEPT_WORD.word, KEPT_WORD.env),
      ...renderScan(setup, scan, expression('matrix.platform'), KEPT_WORD.word, KEPT_WORD.env),
      ...(sbom ? renderList(setup, image) : []),
    ],
  };
}

/** The job that publishes what has been verified, unchanged. It runs nothing of the repository. */
export function renderPublish(setup: Setup, image: PipelineImage): GithubJob {
  return {
    'name': 'publish',
    'needs': 'build',
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.checks,
    'environment': setup.environments.publish,
    'permissions': { ...allowLogins([setup.main, ...setup.further], 'write'), ...(setup.attest ? { 'id-token': 'write', 'attestations': 'write' } as const : {}) },
    'outputs': { digest: expression('steps.index.outputs.digest') },
    'steps': [
      getArchives(setup, image),
      setup.setUpClient(),
      ...logIn(setup),
      {
        name: 'Publish them as one index',
        id: 'index',
        run: `${printIndexScript(listArchives(image), image.tagSuffix)}echo "digest=$digest" >> "$GITHUB_OUTPUT"\n`,
      },
      ...(setup.attest ? [setup.useAction('actions/attest', {
        name: 'Attest how it was built',
        with: { 'subject-name': expression('env.IMAGE'), 'subject-digest': expression('steps.index.outputs.digest') },
      })] : []),
      ...renderCopies(setup, image),
    ],
  };
}
