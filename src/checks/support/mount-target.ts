import type { Mount } from '../../dockerfile';
import type { StageStep } from '../../plan';

/**
 * Where a step finds a mount; undefined where that is not known, or BuildKit's own place.
 *
 * @internal
 */
export function _mountTarget({ config }: StageStep, mount: Mount): string | undefined {
  const word = mount._field('target');
  const text = word && config._expand(word);
  return text === undefined ? undefined : config._absolute(text);
}
