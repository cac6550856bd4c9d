import type { Stage } from './step';
import { parsePlatform } from '../language/platform-text';

/** Finds the stages for Windows, where paths differ. */
export function findWindowsStages(stages: readonly Stage[]): Set<Stage> {
  const windows = new Set<Stage>();
  for (const stage of stages) {
    const { base, platform } = stage;
    // scratch has no platform of its own.
    const asked = base.text === 'scratch' ? undefined : parsePlatform(platform?.text ?? '');
    if (base.stage === undefined ? asked?.system === 'windows' : windows.has(base.stage)) windows.add(stage);
  }
  return windows;
}

/** Why a path cannot be used. @see https://github.com/moby/buildkit/blob/v0.34.2/util/system/path.go */
export function findWindowsPathProblem(path: string): string | undefined {
  if (/^.:$/s.test(path)) return 'it names only a drive';
  if (/^[\\/]{2}/.test(path)) return 'it is on a share';
  const drive = /^([^:]*):/s.exec(path)?.[1];
  return drive === undefined || /^c$/i.test(drive) ? undefined : 'it is not on drive C';
}
