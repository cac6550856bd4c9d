import type { Platform, Problem } from '../core';
import type { PipelineImage, SmokeCommand } from './pipeline';

/** What runs the smoke tests of a forge that has one machine for them, in its words. */
export interface TestMachine {
  readonly forge: string;
  /** E.g. `runner`. */
  readonly machine: string;
  /** What runs on it, e.g. `job`. */
  readonly unit: string;
  /** The option that sets its platform. */
  readonly option: string;
  readonly platform: Platform;
}

/** Whether a machine of this platform can run a smoke test of an image. */
export function canRunOn(platform: Platform, image: PipelineImage, { platforms }: Pick<SmokeCommand, 'platforms'>): boolean {
  return (platforms ?? image.platforms).some(({ name }) => name === platform.name);
}

/** Reports smoke tests that it cannot run. */
export function findUntestableOn({ forge, machine, unit, option, platform }: TestMachine, image: PipelineImage): Problem[] {
  return image.smoke.flatMap(({ command, platforms }) => {
    const elsewhere = (platforms ?? []).filter(({ name }) => name !== platform.name);
    const nowhere = platforms === undefined && !canRunOn(platform, image, {});
    if (elsewhere.length === 0 && !nowhere) return [];
    return [{
      id: 'ci/unsupported',
      what: `${forge} cannot run the smoke test "${command.join(' ')}" of ${image.name} on ${(nowhere ? image.platforms : elsewhere).join(', ')}.`,
      why: `A ${unit} runs on the platform of its ${machine}, which is ${platform}, so the image would be promoted without this test.`,
      fix: nowhere
        ? `Set ${option} to a platform of the image that one of your ${machine}s has, or remove the smoke test.`
        : 'Omit platforms, so that each forge tests where it can, or remove these.',
    }];
  });
}
