import { Construct, IConstruct } from 'constructs';
import { Problem, Origin } from '../core';
import { ContainerImage, _inProject, _registered } from '../image';
import type { ImagePlan } from './image-plan';

/**
 * A file to write.
 *
 * @internal
 */
export interface OutputFile {
  /** From the root of the project; of an `Output` from the root of the repository, which is that of the outermost project. */
  readonly path: string;
  readonly text: string;
}

/**
 * What an output may read: the plans, where things are, and the words that mark a file as generated.
 *
 * @internal
 */
export interface OutputContext {
  readonly marker: string;
  readonly planOf: (image: ContainerImage) => ImagePlan;
  /** A path from the root of the project that a construct belongs to, or an absolute one, from the root of the repository. */
  readonly fromRoot: (construct: IConstruct, path: string) => string;
  /** Whether something else writes a file, by its path from the root of the repository. */
  readonly isTaken: (path: string) => boolean;
  /** All that have files to write, in the order of the tree. */
  readonly outputs: readonly Output[];
}

const OUTPUT = Symbol.for('imagewright.Output');

/**
 * A construct that has files to write besides the Dockerfile, such as a pipeline. They belong to the repository, wherever in it the construct
 * is declared: its root is the folder of the outermost project.
 */
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
  public readonly _by: Origin;

  /** @throws `construct/scope` outside of a projen project */
  public constructor(scope: Construct, id: string) {
    super(_inProject(scope, id, new.target.name), id);
    Object.defineProperty(this, OUTPUT, { value: true });
    this._by = Origin._now(this.node.path);
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
   * What to do where something else writes one of its files too: the whole sentence.
   *
   * @internal
   */
  public get _otherFile(): string {
    return 'Write one of the two to another file.';
  }

  /**
   * The files, as a function of the plans.
   *
   * @internal
   */
  public abstract _render(context: OutputContext): OutputFile[];
}
