import type { Size, Platform } from '../core';

/** How big an image may become. */
export interface SizeBudget {
  /**
   * The platforms for which it holds.
   * @default - all that have no budget of their own
   */
  readonly platforms?: Platform[];
  /**
   * What a device transfers: the compressed layers.
   * @default - not limited
   */
  readonly transferred?: Size;
  /**
   * What a device stores: the files, unpacked.
   * @default - not limited
   */
  readonly extracted?: Size;
  /**
   * How many layers it may have.
   * @default - not limited
   */
  readonly layers?: number;
}
