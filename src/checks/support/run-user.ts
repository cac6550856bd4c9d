import { _listInstructions, _listLineage } from './instructions';
import { _isOfficialImage } from './official-image';
import type { _RunStep } from './run-steps';
import { User } from '../../dockerfile';

/**
 * The user of a step as written: that of USER, or else of the base image; undefined if neither is known.
 *
 * @internal
 */
export function _findRunUser(step: _RunStep): string | undefined {
  const { stage, step: { config } } = step;
  if (config._isUserKnown) return config.user ?? 'root';
  if (_isUserComputed(step)) return undefined;
  const { base } = _listLineage(stage)[0];
  return base._known?.user ?? (_isOfficialImage(base) ? 'root' : undefined);
}

/**
 * Whether a USER before the step has a variable in it.
 *
 * @internal
 */
export function _isUserComputed({ stage, step }: _RunStep): boolean {
  const steps = _listInstructions(stage);
  return steps.slice(0, steps.indexOf(step)).some(({ node }) => node instanceof User);
}
