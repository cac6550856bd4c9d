import type { _LayerCache, _LayerOptions } from './layer-cache';
import type { _ReadLimits } from './limits';

/**
 * How an image is read.
 *
 * @internal
 */
export interface _ReadOptions extends Partial<_ReadLimits>, _LayerOptions {
  /**
   * Name or tag of the image to read, if there are several.
   * @default - all of them
   */
  readonly reference?: string;
  /**
   * Names of the platforms to read, e.g. `linux/arm/v7`. Of others, neither manifests nor layers are read.
   * @default - all of them
   */
  readonly platforms?: readonly string[];
  /**
   * Whether to read attestations.
   * @default true
   */
  readonly attestations?: boolean;
  /**
   * Layers that were read for other images, to which those of this one are added. A layer that is in it is not read again.
   * @default - none
   */
  readonly layers?: _LayerCache;
}
