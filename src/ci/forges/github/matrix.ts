import type { Setup } from './setup';
import type { Platform } from '../../../core';
import type { Yaml } from '../../../yaml';

/** The runner of a platform, and whether it needs emulation; the latter only if some platform of the job needs it. */
export function describeMachine(setup: Setup, platform: Platform, emulators: readonly string[]): Record<string, Yaml> {
  const { runner, emulator } = setup.findMachine(platform) ?? {};
  return { runner: setup.findRunner(runner), ...(emulators.length === 0 ? {} : { emulate: emulator !== undefined && emulators.includes(emulator) }) };
}
