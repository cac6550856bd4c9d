import type { Platform } from '../../core';
import type { _Step } from '../../image';

/**
 * Groups the platforms on which an image has the same files. Most images are one group and are checked once.
 *
 * @internal
 */
export function _groupPlatforms(platforms: Platform[], steps: _Step[]): Platform[][] {
  const entries = steps.flatMap(({ holds, effects, puts }) => [...holds?.entries ?? [], ...effects?.creates ?? [], ...(puts && [puts]) ?? []]);
  const conditions = new Set(entries.flatMap(({ platforms: on }) => (on === undefined ? [] : [on.join()])));
  const groups = new Map<string, Platform[]>();
  for (const platform of platforms) {
    const key = [...conditions].map(condition => condition.split(',').includes(platform.name)).join();
    groups.set(key, [...groups.get(key) ?? [], platform]);
  }
  return [...groups.values()];
}
