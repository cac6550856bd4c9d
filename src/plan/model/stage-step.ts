import type { ImageConfig } from './image-config';
import type { Origin } from '../../core';
import type { DockerfileNode } from '../../dockerfile';
import type { FileEffects } from '../../image';
import type { Rootfs } from '../../rootfs';

/** @internal */
export interface _StageStepProps {
  readonly node: DockerfileNode;
  readonly by: Origin;
  readonly layer: number;
  readonly config: ImageConfig;
  readonly before?: Rootfs;
  readonly effects?: FileEffects;
}

/** One instruction of a stage. */
export class StageStep {
  /** @internal */
  public static _of(props: _StageStepProps): StageStep {
    return new StageStep(props);
  }

  /** The instruction, or a comment. */
  public readonly node: DockerfileNode;
  /** The construct that declares it. */
  public readonly by: Origin;
  /** The number of its layer, if it makes one. */
  public readonly layer: number;
  /** The configuration before it: working directory, environment, user and shell. */
  public readonly config: ImageConfig;
  /** The files before a `RUN`; undefined for other instructions. */
  public readonly before: Rootfs | undefined;
  /** The declared effects of a `RUN`; undefined if not declared. */
  public readonly effects: FileEffects | undefined;

  private constructor(props: _StageStepProps) {
    this.node = props.node;
    this.by = props.by;
    this.layer = props.layer;
    this.config = props.config;
    this.before = props.before;
    this.effects = props.effects;
  }
}
