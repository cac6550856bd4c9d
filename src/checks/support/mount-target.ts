import type { Mount } from '../../dockerfile';
import type { StageStep } from '../../plan';

/**
 * Where a step finds a mount; undefined where that is not known, or BuildKit's own place.
 *
 * @internal
 */
export function _findMountTarget({ config }: StageStep, mount: Mount): string | undefined {
  const word = mount._findField('target');
  const text = word && config._expand(word);
  return text === undefined ? undefined : config._absolute(text);
}
