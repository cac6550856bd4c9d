import { _findOrigin } from './instructions';
import { _KnownBase, _findKnownBase } from '../../catalog';
import type { StageBase, StageModel } from '../../plan';
import type { PlacedEntry } from '../../rootfs';

/**
 * The image that a stage goes back to, through the stages that it continues.
 *
 * @internal
 */
export function _findBase(stage: StageModel): StageBase {
  return _findOrigin(stage).base;
}

/**
 * What is known of that image by its name.
 *
 * @internal
 */
export function _findBaseFacts(stage: StageModel): _KnownBase | undefined {
  return _findKnownBase(_findBase(stage).reference);
}

/**
 * The name of an image without the digest, for people.
 *
 * @internal
 */
export function _formatBaseName(stage: StageModel): string {
  return _findBase(stage).reference.replace(/@.*/, '');
}

/**
 * Whether an entry is known to come from a base image, not from an instruction.
 *
 * @internal
 */
export function _isOfBase({ by, basedOn }: StageModel, placed: PlacedEntry): boolean {
  return basedOn === undefined ? placed.by === by : _isOfBase(basedOn, placed);
}

/**
 * Whether a base image is known to have a shell at this path.
 *
 * @internal
 */
export function _hasShell(stage: StageModel, path: string): boolean {
  return _findBaseFacts(stage)?.shells?.includes(path) ?? false;
}
