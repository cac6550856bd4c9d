import type { Platform } from '../core';
import type { IBuildStage } from './base-image';

/** Options of `ContainerImage.addTarget()`. */
export interface TargetOptions {
  /**
   * The platforms for which `docker-bake.json` builds it.
   * @default - the platform of the builder
   */
  readonly platforms?: Platform[];
}

/**
 * A stage that can be built by name.
 *
 * @internal
 */
export interface _Target {
  readonly stage: IBuildStage;
  readonly platforms?: Platform[];
}
