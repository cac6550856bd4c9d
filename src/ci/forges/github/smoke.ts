import { findPublished, renderAddress } from './address';
import { expression, quoteText } from './expression';
import type { GithubJob } from './job';
import { allowLogins, logIn } from './login';
import { findMachine } from './machines';
import { describeMachine } from './matrix';
import type { Setup, Step } from './setup';
import { listShards, splitJob, tabulate } from './shards';
import { nameJob } from './source';
import { Subject } from './subject';
import type { Platform } from '../../../core';
import { Problem, _quoteShellWord } from '../../../core';
import type { Yaml } from '../../../yaml';
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

/** The image that a smoke test runs. */
export interface Tested {
  /** A shell word that names the image. */
  readonly reference: string;
  /** The variables in it. */
  readonly env: Record<string, Yaml>;
  /** A script that sets others. */
  readonly before?: string;
}

/** The smoke tests of a job whose matrix contains the platform. */
export function renderSmokeSteps(subject: Subject, tested: Tested): Step[] {
  return subject.only === undefined ? renderSmokeOfMany(subject, tested) : renderOwnSmoke(subject.only, tested);
}

/** One step that runs the commands of the image: a step for each command would stand in the jobs of all images. */
function renderSmokeOfMany(subject: Subject, { reference, env, before = '' }: Tested): Step[] {
  const commands = subject.pick('smoke', (image, platform) => (
    image.smoke.filter(smoke => listPlatforms(image, smoke).some(({ name }) => name === platform.name)).map(smoke => printSmoke(smoke, '"$REFERENCE"')).join(' && ')
  ));
  return commands === '' ? [] : [{
    name: 'Smoke tests',
    if: typeof commands === 'string' ? undefined : "matrix.smoke != ''",
    env: { PLATFORM: expression('matrix.platform'), ...env, COMMANDS: commands },
    run: `${before}export REFERENCE=${reference}\nsh -exc "$COMMANDS"\n`,
  }];
}

/** A step for each smoke test of the only image. */
function renderOwnSmoke(image: PipelineImage, { reference, env }: Tested): Step[] {
  const all = listSmokedPlatforms(image);
  return image.smoke.flatMap(smoke => {
    const platforms = listPlatforms(image, smoke);
    if (platforms.length === 0) return [];
    return [{
      name: `Smoke test: ${smoke.command.join(' ')}`,
      if: all.every(({ name }) => platforms.some(platform => platform.name === name)) && all.length === image.platforms.length
        ? undefined
        : platforms.map(({ name }) => `matrix.platform == ${quoteText(name)}`).join(' || '),
      env: { PLATFORM: expression('matrix.platform'), ...env },
      run: printSmoke(smoke, reference),
    }];
  });
}

function printSmoke({ command }: SmokeCommand, reference: string): string {
  const [entrypoint, ...args] = command.map(_quoteShellWord);
  return ['docker run --rm --platform "$PLATFORM" --entrypoint', entrypoint, reference, ...args].join(' ');
}

/** The jobs that run the published images. */
export function renderSmoke(setup: Setup, images: readonly PipelineImage[], needs: Yaml): Record<string, GithubJob> {
  const subject = Subject.perPlatform(images, listSmokedPlatforms);
  const isTable = subject.only === undefined;
  const emulators = listEmulators(setup, subject.legs.map(({ platform }) => platform));
  const address = renderAddress(setup, subject);
  const { script, env } = findPublished(subject);
  const steps = [
    ...logIn(setup),
    ...(emulators.length === 0 ? [] : [setup.setUpQemu(emulators, 'matrix.emulate')]),
    ...renderSmokeSteps(subject, { reference: '"$IMAGE@$DIGEST"', env, before: script }),
  ];
  const rows = subject.listRows().map(({ named, platform, columns }) => (
    { ...named, platform: platform.name, ...describeMachine(setup, platform, emulators), ...columns }
  ));
  return splitJob(listShards('smoke', rows.length), tabulate(rows, isTable), include => ({
    'name': nameJob(subject, 'smoke test', expression('matrix.platform')),
    'needs': needs,
    'runs-on': expression('matrix.runner'),
    'timeout-minutes': setup.minutes.checks,
    'environment': setup.environments.publish,
    'permissions': allowLogins([setup.main], 'read'),
    'strategy': { 'fail-fast': false, 'matrix': { include } },
    ...address,
    steps,
  }));
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
