import type { Size, Platform } from '../core';

/** Limits for what an image takes: in a registry, on a disk, in memory. */
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
  /**
   * Memory that a container of the image has. Packed programs that need more are reported (`pack/memory`), by an estimate; nothing measures it.
   * @default - unknown
   */
  readonly memory?: Size;
}
