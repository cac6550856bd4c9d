import { expression, quoteText } from './expression';
import type { GithubJob } from './job';
import { allowLogins, logIn } from './login';
import { findMachine } from './machines';
import { describeMachine } from './matrix';
import type { Setup, Step } from './setup';
import { Problem, _quoteShellWord } from '../../../core';
import type { Platform } from '../../../core';
import { Yaml, evaluated } from '../../../yaml';
import type { PipelineImage, SmokeCommand } from '../../pipeline';

/** The platforms of an image on which a smoke test runs. */
export function listPlatforms(image: PipelineImage, smoke: SmokeCommand): readonly Platform[] {
  return (smoke.platforms ?? image.platforms).filter(platform => findMachine(platform) !== undefined);
}

/** The platforms of an image on which any smoke test runs. */
export function listSmokedPlatforms(image: PipelineImage): Platform[] {
  return image.platforms.filter(({ name }) => image.smoke.some(smoke => listPlatforms(image, smoke).some(platform => platform.name === name)));
}

/** The architectures that QEMU has to emulate for some platforms. */
export function listEmulators(setup: Setup, platforms: readonly Platform[]): string[] {
  return [...new Set(platforms.flatMap(platform => setup.findMachine(platform)?.emulator ?? []))];
}

/** A step for each smoke test, in a job whose matrix contains the platform. `reference` is a shell word that names the image. */
export function renderSmokeSteps(image: PipelineImage, reference: string, env: Record<string, Yaml>): Step[] {
  const all = listSmokedPlatforms(image);
  return image.smoke.flatMap(smoke => {
    const platforms = listPlatforms(image, smoke);
    if (platforms.length === 0) return [];
    const [entrypoint, ...args] = smoke.command.map(_quoteShellWord);
    return [{
      name: `Smoke test: ${smoke.command.join(' ')}`,
      if: all.every(({ name }) => platforms.some(platform => platform.name === name)) && all.length === image.platforms.length
        ? undefined
        : platforms.map(({ name }) => `matrix.platform == ${quoteText(name)}`).join(' || '),
      env: { PLATFORM: expression('matrix.platform'), ...env },
      run: ['docker run --rm --platform "$PLATFORM" --entrypoint', entrypoint, reference, ...args].join(' '),
    }];
  });
}

/** The job that runs the published image. */
export function renderSmoke(setup: Setup, image: PipelineImage): GithubJob {
  const platforms = listSmokedPlatforms(image);
  const emulators = listEmulators(setup, platforms);
  return {
    'name': evaluated`smoke test ${expression('matrix.platform')}`,
    'needs': 'publish',
    'runs-on': expression('matrix.runner'),
    'timeout-minutes': setup.minutes.checks,
    'environment': setup.environments.publish,
    'permissions': allowLogins([setup.main], 'read'),
    'strategy': {
      'fail-fast': false,
      'matrix': { include: platforms.map(platform => ({ platform: platform.name, ...describeMachine(setup, platform, emulators) })) },
    },
    'steps': [
      ...logIn(setup),
      ...(emulators.length === 0 ? [] : [setup.setUpQemu(emulators, 'matrix.emulate')]),
      ...renderSmokeSteps(image, '"$IMAGE@$DIGEST"', { DIGEST: expression('needs.publish.outputs.digest') }),
    ],
  };
}

/** Reports smoke tests that a forge cannot run. */
export function findUntestable(forge: string, image: PipelineImage): Problem[] {
  return image.smoke.flatMap(({ command, platforms }) => {
    const impossible = (platforms ?? []).filter(platform => findMachine(platform) === undefined);
    const nowhere = platforms === undefined && image.platforms.every(platform => findMachine(platform) === undefined);
    if (impossible.length === 0 && !nowhere) return [];
    return [{
      id: 'ci/unsupported',
      what: `${forge} cannot run the smoke test "${command.join(' ')}" of ${image.name} on ${(nowhere ? image.platforms : impossible).join(', ')}.`,
      why: 'No runner has this platform and QEMU does not emulate it there, so the image would be promoted without this test.',
      fix: nowhere
        ? 'Remove the smoke test.'
        : 'Omit platforms, so that each forge tests where it can, or remove these.',
    }];
  });
}
