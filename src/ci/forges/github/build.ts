import { KEPT_ARCHIVE, KEPT_WORD, SOURCE_DATE, keepArchive } from './archives';
import { setUpBuilder } from './builder';
import { expression } from './expression';
import { checkInputs, hasScopedCache, passInputs, printBuildArgs, renderCaches } from './inputs';
import type { GithubJob } from './job';
import { allowLogins } from './login';
import { describeMachine } from './matrix';
import { allowCache, logInToCache, logInToRead, logOut } from './read-login';
import { renderScan } from './scan';
import { ARCHIVE, Setup } from './setup';
import { listEmulators, listSmokedPlatforms, renderSmokeSteps } from './smoke';
import { evaluated } from '../../../yaml';
import { EXPORT } from '../../builder';
import type { PipelineImage, PipelineScan } from '../../pipeline';

/** How a build differs from the check of a change. */
interface BuildMode {
  /** Whether it uses no cache. */
  readonly isFresh?: boolean;
  /** Whether builds of the main branch are among them, which write the cache; by default they are. */
  readonly writesCache?: boolean;
  /** When a job that follows gets its images; by default none does. */
  readonly keeps?: 'always' | { readonly condition: string };
  /** Which vulnerabilities are not allowed. */
  readonly scan?: PipelineScan;
}

/** The job that builds an image for each platform, verifies it, and pushes nothing. */
export function renderBuild(setup: Setup, image: PipelineImage, { isFresh = false, writesCache = true, keeps, scan }: BuildMode = {}): GithubJob {
  const smoked = listSmokedPlatforms(image);
  const emulators = listEmulators(setup, smoked);
  const cache = isFresh ? undefined : image.cache;
  const version = evaluated`${image.releaseArg}=ci-${expression('github.sha')}`;
  return {
    'name': evaluated`build ${expression('matrix.platform')}`,
    'runs-on': expression('matrix.runner'),
    'timeout-minutes': setup.minutes.builds,
    'permissions': { contents: 'read', ...allowLogins(setup.reads, 'read'), ...allowCache(setup, { cache }, writesCache) },
    'strategy': {
      'fail-fast': false,
      'matrix': {
        include: image.platforms.map(platform => ({
          platform: platform.name,
          slug: keeps === undefined && smoked.length === 0 && (isFresh || !hasScopedCache(setup, image)) ? undefined : platform.slug,
          ...describeMachine(setup, platform, emulators),
        })),
      },
    },
    'steps': [
      setup.checkOut(),
      ...logInToRead(setup),
      ...logInToCache(setup, { cache }, writesCache),
      ...setUpBuilder(setup),
      ...(keeps === undefined ? [] : [SOURCE_DATE]),
      ...checkInputs(setup, image),
      ...passInputs(setup, image, setup.useAction('docker/build-push-action', {
        name: 'Build',
        with: {
          'context': image.context,
          'file': findDockerfile(image),
          'platforms': expression('matrix.platform'),
          'build-args': printBuildArgs(image, keeps === undefined ? version : evaluated`${version}\nSOURCE_DATE_EPOCH=${expression('steps.date.outputs.epoch')}`),
          'provenance': false,
          'outputs': evaluated`type=oci,${keeps === undefined ? ARCHIVE : evaluated`dest=${KEPT_ARCHIVE}`},${EXPORT}${smoked.length === 0 ? '' : '\ntype=docker\n'}`,
          'tags': smoked.length === 0 ? undefined : evaluated`candidate:${expression('matrix.slug')}`,
          ...(isFresh ? { 'no-cache': true } : renderCaches(setup, image, 'matrix.slug')),
        },
      })),
      ...logOut(setup, { cache }),
      ...(keeps === undefined ? [] : [keepArchive(setup, image, keeps === 'always' ? undefined : keeps.condition)]),
      ...(keeps === undefined ? setup.verify(image, expression('matrix.platform')) : setup.verify(image, expression('matrix.platform'), KEPT_WORD.word, KEPT_WORD.env)),
      ...renderScan(setup, scan, expression('matrix.platform'), keeps && KEPT_WORD.word, keeps && KEPT_WORD.env),
      ...(emulators.length === 0 ? [] : [setup.setUpQemu(emulators, 'matrix.emulate')]),
      ...renderSmokeSteps(image, '"candidate:$SLUG"', { SLUG: expression('matrix.slug') }),
    ],
  };
}

/** The Dockerfile, unless it is the usual one. */
export function findDockerfile({ dockerfile }: PipelineImage): string | undefined {
  return dockerfile === 'Dockerfile' ? undefined : dockerfile;
}
