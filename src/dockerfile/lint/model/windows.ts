import type { LintedFile } from './linted-file';
import type { Stage } from './step';
import { parsePlatform } from '../language/platform-text';

/** The stages that are for Windows, where paths are others. */
export function windowsStages({ stages }: LintedFile): Set<Stage> {
  const windows = new Set<Stage>();
  for (const stage of stages) {
    const { base, platform } = stage;
    // scratch has no platform of its own.
    const asked = base.text === 'scratch' ? undefined : parsePlatform(platform?.text ?? '');
    if (base.stage === undefined ? asked?.system === 'windows' : windows.has(base.stage)) windows.add(stage);
  }
  return windows;
}
