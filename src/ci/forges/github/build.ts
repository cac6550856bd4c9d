import { KEPT_ARCHIVE, KEPT_WORD, SOURCE_DATE, keepArchive } from './archives';
import { setUpBuilder } from './builder';
import { expression } from './expression';
import { renderAfterVerify, renderBeforeBuild } from './extra-steps';
import { checkInputs, hasScopedCache, passInputs, printBuildArgs, renderCaches } from './inputs';
import type { GithubJob } from './job';
import { allowLogins } from './login';
import { describeMachine } from './matrix';
import { allowCache, logInToCache, logInToRead, logOut } from './read-login';
import { renderScan } from './scan';
import { ARCHIVE, Setup } from './setup';
import { Tested, listEmulators, listSmokedPlatforms, renderSmokeSteps } from './smoke';
import { describeSource, nameJob, printDatedRelease, printRelease } from './source';
import type { Subject } from './subject';
import { Yaml, evaluated } from '../../../yaml';
import { EXPORT } from '../../builder';
import type { PipelineImage, PipelineScan } from '../../pipeline';

/** How a build differs from the check of a change. */
export interface BuildMode {
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
export function renderBuild(
  setup: Setup, subject: Subject, matrix: Yaml, { isFresh = false, writesCache = true, keeps, scan }: BuildMode = {},
): GithubJob {
  const emulators = findEmulators(setup, subject);
  const isTested = subject.images.some(image => listSmokedPlatforms(image).length > 0);
  const release = evaluated`ci-${expression('github.sha')}`;
  // All images of a pipeline have one there, or none.
  const cache = isFresh ? undefined : subject.images[0].cache;
  return {
    'name': nameJob(subject, 'build', expression('matrix.platform')),
    'runs-on': expression('matrix.runner'),
    'timeout-minutes': setup.minutes.builds,
    'permissions': { contents: 'read', ...allowLogins(setup.reads, 'read'), ...allowCache(setup, { cache }, writesCache) },
    'strategy': { 'fail-fast': false, matrix },
    'steps': [
      setup.checkOut(),
      ...renderBeforeBuild(subject),
      ...logInToRead(setup),
      ...logInToCache(setup, { cache }, writesCache),
      ...setUpBuilder(setup),
      ...(keeps === undefined ? [] : [SOURCE_DATE]),
      ...checkInputs(setup, subject),
      ...passInputs(setup, subject, setup.useAction('docker/build-push-action', {
        name: 'Build',
        with: {
          ...describeSource(subject),
          'build-args': printBuildArgs(subject, keeps === undefined ? printRelease(subject, release) : printDatedRelease(subject, release)),
          'provenance': false,
          'outputs': evaluated`type=oci,${keeps === undefined ? ARCHIVE : evaluated`dest=${KEPT_ARCHIVE}`},${EXPORT}${isTested ? '\ntype=docker\n' : ''}`,
          'tags': isTested ? describeCandidate(subject).tag : undefined,
          ...(isFresh ? { 'no-cache': true } : renderCaches(setup, subject, 'matrix.slug')),
        },
      })),
      ...logOut(setup, { cache }),
      ...(keeps === undefined ? [] : [keepArchive(setup, subject, keeps === 'always' ? undefined : keeps.condition)]),
      ...setup.verify(subject, keeps && KEPT_WORD.word, keeps && KEPT_WORD.env),
      ...renderScan(setup, scan, expression('matrix.platform'), keeps && KEPT_WORD.word, keeps && KEPT_WORD.env),
      ...(emulators.length === 0 ? [] : [setup.setUpQemu(emulators, 'matrix.emulate')]),
      ...renderSmokeSteps(subject, describeCandidate(subject)),
      ...renderAfterVerify(subject, keeps !== undefined),
    ],
  };
}

/** The rows of its matrix. What differs between the images is known once the job is rendered. */
export function describeRows(setup: Setup, subject: Subject, { isFresh = false, keeps }: BuildMode = {}): Record<string, Yaml | undefined>[] {
  const emulators = findEmulators(setup, subject);
  const hasSlug = (image: PipelineImage) => (
    keeps !== undefined || listSmokedPlatforms(image).length > 0 || (!isFresh && hasScopedCache(setup, image))
  );
  return subject.listRows().map(({ image, platform, named, columns }) => ({
    ...named,
    platform: platform.name,
    slug: subject.only === undefined || hasSlug(image) ? platform.slug : undefined,
    ...describeMachine(setup, platform, emulators),
    ...columns,
  }));
}

function findEmulators(setup: Setup, { images }: Subject): string[] {
  return listEmulators(setup, images.flatMap(listSmokedPlatforms));
}

/** The image that a job has built. Jobs of one machine share its images, so each has a tag of its own. */
function describeCandidate(subject: Subject): Tested & { readonly tag: Yaml } {
  const slug = expression('matrix.slug');
  return subject.only === undefined
    ? { tag: evaluated`candidate:${subject.name}-${slug}`, reference: '"candidate:$NAME-$SLUG"', env: { NAME: subject.name, SLUG: slug } }
    : { tag: evaluated`candidate:${slug}`, reference: '"candidate:$SLUG"', env: { SLUG: slug } };
}
