import type { Provenance } from '../../core';
import type { DockerfileNode } from '../../dockerfile';
import type { FileEffects } from '../../image';
import type { Rootfs } from '../../rootfs';

/** One instruction of a stage. */
export class StageStep {
  /** @internal */
  public static _of(node: DockerfileNode, by: Provenance, layer: number, before?: Rootfs, effects?: FileEffects): StageStep {
    return new StageStep(node, by, layer, before, effects);
  }

  private constructor(
    /** The instruction, or a comment. */
    public readonly node: DockerfileNode,
    /** Who said so. */
    public readonly by: Provenance,
    /** The number of the layer that it makes, where it makes one. */
    public readonly layer: number,
    /** The files that a `RUN` finds; undefined for other instructions. */
    public readonly before: Rootfs | undefined,
    /** What a `RUN` does to them; undefined where nobody said it. */
    public readonly effects: FileEffects | undefined,
  ) {}
}
