import type { Mount } from '../../dockerfile';
import type { StageStep } from '../../plan';

/**
 * The path at which a step finds a mount; undefined if it is unknown, or BuildKit's default.
 *
 * @internal
 */
export function _findMountTarget({ config }: StageStep, mount: Mount): string | undefined {
  const word = mount._findField('target');
  const text = word && config._expand(word);
  return text === undefined ? undefined : config._absolute(text);
}
