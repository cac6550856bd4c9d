import { _originOf } from './instructions';
import { _KnownBase, _knownBase } from '../../catalog';
import type { StageBase, StageModel } from '../../plan';
import type { PlacedEntry } from '../../rootfs';

/**
 * The image that a stage goes back to, through the stages that it continues.
 *
 * @internal
 */
export function _baseOf(stage: StageModel): StageBase {
  return _originOf(stage).base;
}

/**
 * What is known of that image by its name.
 *
 * @internal
 */
export function _baseFacts(stage: StageModel): _KnownBase | undefined {
  return _knownBase(_baseOf(stage).reference);
}

/**
 * The name of an image without the digest, for people.
 *
 * @internal
 */
export function _nameOfBase(stage: StageModel): string {
  return _baseOf(stage).reference.replace(/@.*/, '');
}

/**
 * Whether a base image is known to have brought an entry: no instruction did.
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
  return _baseFacts(stage)?.shells?.includes(path) ?? false;
}
