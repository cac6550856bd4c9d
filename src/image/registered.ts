import type { IConstruct } from 'constructs';

let hook: (construct: IConstruct) => void = () => undefined;

/**
 * Tells the layer that writes files about a construct that has files to write. This is how an image in any projen project is
 * synthesized without a line for it, although this folder knows no projen.
 *
 * @internal
 */
export function _registered(construct: IConstruct): void {
  hook(construct);
}

/**
 * Sets what `_registered` calls.
 *
 * @internal
 */
export function _onRegistered(listener: (construct: IConstruct) => void): void {
  hook = listener;
}
