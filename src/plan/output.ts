import { Construct } from 'constructs';
import { Provenance, type Problem } from '../core';
import { ContainerImage, _registered } from '../image';
import type { ImagePlan } from './image-plan';

/**
 * A file to write.
 *
 * @internal
 */
export interface OutputFile {
  /** From the root of the project. */
  readonly path: string;
  readonly text: string;
  /** How to have it written elsewhere, for a message: a sentence. */
  readonly relocation?: string;
}

/**
 * What an output may read: the plans, and the words that mark a file as generated.
 *
 * @internal
 */
export interface OutputContext {
  readonly marker: string;
  readonly planOf: (image: ContainerImage) => ImagePlan;
}

const OUTPUT = Symbol.for('imagewright.Output');

/** A construct that has files to write besides the Dockerfile, such as a pipeline. */
export abstract class Output extends Construct {
  /**
   * Whether a value is an `Output`.
   *
   * @internal
   */
  public static _isOutput(value: object): value is Output {
    return OUTPUT in value;
  }

  /**
   * Where it was declared.
   *
   * @internal
   */
  public readonly _by: Provenance;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    this._by = Provenance._now(this.node.path);
    Object.defineProperty(this, OUTPUT, { value: true });
    _registered(this);
  }

  /**
   * What is only known to be wrong once the images are resolved.
   *
   * @internal
   */
  public _problems(_: OutputContext): Problem[] {
    return [];
  }

  /**
   * The files, as a function of the plans.
   *
   * @internal
   */
  public abstract _render(context: OutputContext): OutputFile[];
}
