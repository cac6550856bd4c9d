import { setUpBuilder } from './builder';
import { expression } from './expression';
import { checkInputs, hasScopedCache, passInputs, printBuildArgs, renderCaches } from './inputs';
import type { GithubJob } from './job';
import { describeMachine } from './matrix';
import { ARCHIVE, Setup } from './setup';
import { Tested, listEmulators, listSmokedPlatforms, renderSmokeSteps } from './smoke';
import { describeSource, nameJob, printRelease } from './source';
import type { Subject } from './subject';
import { Yaml, evaluated } from '../../../yaml';
import { EXPORT } from '../../builder';

/** The job that builds an image for each platform, verifies it, and pushes nothing. */
export function renderBuild(setup: Setup, subject: Subject, matrix: Yaml): GithubJob {
  const emulators = findEmulators(subject);
  const isTested = subject.images.some(image => listSmokedPlatforms(image).length > 0);
  return {
    'name': nameJob(subject, 'build', expression('matrix.platform')),
    'runs-on': expression('matrix.runner'),
    'timeout-minutes': setup.minutes.builds,
    'permissions': { contents: 'read' },
    'strategy': { 'fail-fast': false, matrix },
    'steps': [
      setup.checkOut(),
      ...setUpBuilder(setup),
      ...checkInputs(setup, subject),
      ...passInputs(setup, subject, setup.useAction('docker/build-push-action', {
        name: 'Build',
        with: {
          ...describeSource(subject),
          'build-args': printBuildArgs(subject, printRelease(subject, evaluated`ci-${expression('github.sha')}`)),
          'provenance': false,
          'outputs': evaluated`type=oci,${ARCHIVE},${EXPORT}${isTested ? '\ntype=docker\n' : ''}`,
          'tags': isTested ? describeCandidate(subject).tag : undefined,
          ...renderCaches(subject, 'matrix.slug'),
        },
      })),
      ...setup.verify(subject),
      ...(emulators.length === 0 ? [] : [setup.setUpQemu(emulators, 'matrix.emulate')]),
      ...renderSmokeSteps(subject, describeCandidate(subject)),
    ],
  };
}

/** The rows of its matrix. What differs between the images is known once the job is rendered. */
export function describeRows(setup: Setup, subject: Subject): Record<string, Yaml | undefined>[] {
  const emulators = findEmulators(subject);
  return subject.listRows().map(({ image, platform, named, columns }) => ({
    ...named,
    platform: platform.name,
    slug: subject.only !== undefined && listSmokedPlatforms(image).length === 0 && !hasScopedCache(image) ? undefined : platform.slug,
    ...describeMachine(setup, platform, emulators),
    ...columns,
  }));
}

function findEmulators({ images }: Subject): string[] {
  return listEmulators(images.flatMap(listSmokedPlatforms));
}

/** The image that a job has built. Jobs of one machine share its images, so each has a tag of its own. */
function describeCandidate(subject: Subject): Tested & { readonly tag: Yaml } {
  const slug = expression('matrix.slug');
  return subject.only === undefined
    ? { tag: evaluated`candidate:${subject.name}-${slug}`, reference: '"candidate:$NAME-$SLUG"', env: { NAME: subject.name, SLUG: slug } }
    : { tag: evaluated`candidate:${slug}`, reference: '"candidate:$SLUG"', env: { SLUG: slug } };
}
