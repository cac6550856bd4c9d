import type { Size, Platform } from '../core';

/** Limits for the size of an image. */
export interface SizeBudget {
  /**
   * The platforms that the budget applies to.
   * @default - all platforms without their own budget
   */
  readonly platforms?: Platform[];
  /**
   * Transfer size: the compressed layers.
   * @default - no limit
   */
  readonly transferred?: Size;
  /**
   * Storage size: the unpacked files.
   * @default - no limit
   */
  readonly extracted?: Size;
  /**
   * Maximum number of layers.
   * @default - no limit
   */
  readonly layers?: number;
}
