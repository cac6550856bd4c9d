import { setUpBuilder } from './builder';
import { expression } from './expression';
import { checkInputs, hasScopedCache, passInputs, printBuildArgs, renderCaches } from './inputs';
import type { GithubJob } from './job';
import { allowLogins } from './login';
import { describeMachine } from './matrix';
import { logInToCache, logInToRead, logOut } from './read-login';
import { ARCHIVE, Setup } from './setup';
import { listEmulators, listSmokedPlatforms, renderSmokeSteps } from './smoke';
import { evaluated } from '../../../yaml';
import { EXPORT } from '../../builder';
import type { PipelineImage } from '../../pipeline';

/** The job that builds an image for each platform, verifies it, and pushes nothing. */
export function renderBuild(setup: Setup, image: PipelineImage): GithubJob {
  const smoked = listSmokedPlatforms(image);
  const emulators = listEmulators(smoked);
  return {
    'name': evaluated`build ${expression('matrix.platform')}`,
    'runs-on': expression('matrix.runner'),
    'timeout-minutes': setup.minutes.builds,
    'permissions': { contents: 'read', ...allowLogins(setup.reads, 'read'), ...(image.cache === undefined ? {} : allowLogins([setup.main], 'write')) },
    'strategy': {
      'fail-fast': false,
      'matrix': {
        include: image.platforms.map(platform => ({
          platform: platform.name,
          slug: smoked.length === 0 && !hasScopedCache(image) ? undefined : platform.slug,
          ...describeMachine(setup, platform, emulators),
        })),
      },
    },
    'steps': [
      setup.checkOut(),
      ...logInToRead(setup),
      ...logInToCache(setup, image),
      ...setUpBuilder(setup),
      ...checkInputs(setup, image),
      ...passInputs(setup, image, setup.useAction('docker/build-push-action', {
        name: 'Build',
        with: {
          'context': image.context,
          'file': findDockerfile(image),
          'platforms': expression('matrix.platform'),
          'build-args': printBuildArgs(image, evaluated`${image.releaseArg}=ci-${expression('github.sha')}`),
          'provenance': false,
          'outputs': evaluated`type=oci,${ARCHIVE},${EXPORT}${smoked.length === 0 ? '' : '\ntype=docker\n'}`,
          'tags': smoked.length === 0 ? undefined : evaluated`candidate:${expression('matrix.slug')}`,
          ...renderCaches(setup, image, 'matrix.slug'),
        },
      })),
      ...logOut(setup, image),
      ...setup.verify(image, expression('matrix.platform')),
      ...(emulators.length === 0 ? [] : [setup.setUpQemu(emulators, 'matrix.emulate')]),
      ...renderSmokeSteps(image, '"candidate:$SLUG"', { SLUG: expression('matrix.slug') }),
    ],
  };
}

/** The Dockerfile, unless it is the usual one. */
export function findDockerfile({ dockerfile }: PipelineImage): string | undefined {
  return dockerfile === 'Dockerfile' ? undefined : dockerfile;
}
