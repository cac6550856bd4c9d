import type { IConstruct } from 'constructs';
import type { ImagePlan } from './image-plan';
import { PlannedImage } from './planned-image';
import { _quoteValue, _refuse } from '../core';
import type { ContainerImage } from '../image';

/** @internal */
export interface _RepositoryPlanProps {
  readonly marker: string;
  readonly images: readonly ContainerImage[];
  readonly outputs: readonly IConstruct[];
  readonly planOf: (image: ContainerImage) => ImagePlan | undefined;
  /** Undefined for a construct of another repository. */
  readonly fromRoot: (construct: IConstruct, path: string) => string | undefined;
  readonly isTaken: (path: string) => boolean;
}

/**
 * The input of an `Output`: the images of a repository, as they will be built. The repository is the folder of the outermost
 * project, with all projects below it.
 */
export class RepositoryPlan {
  /** @internal */
  public static _of(props: _RepositoryPlanProps): RepositoryPlan {
    return new RepositoryPlan(props);
  }

  private constructor(private readonly _props: _RepositoryPlanProps) {}

  /** The text that marks a file as generated, for a comment at its top if its format has comments. */
  public get marker(): string {
    return this._props.marker;
  }

  /** All images, in the order of the construct tree. */
  public get images(): PlannedImage[] {
    return this._props.images.map(image => this.imageOf(image));
  }

  /** All `Output` constructs, in the order of the construct tree. */
  public get outputs(): IConstruct[] {
    return [...this._props.outputs];
  }

  /**
   * Returns one image.
   *
   * @param image the declared image
   * @throws `output/unknown-image` for one that is not synthesized
   */
  public imageOf(image: ContainerImage): PlannedImage {
    const plan = this._props.planOf(image);
    return plan === undefined ? refuseUnknown(image) : PlannedImage._of(plan, path => this.pathOf(image, path));
  }

  /**
   * Returns a path from the root of the repository.
   *
   * @param construct a construct of the project at which the path starts
   * @param path from the root of that project
   * @throws `output/unknown-construct` for a construct that is not below the outermost project
   */
  public pathOf(construct: IConstruct, path: string): string {
    return this._props.fromRoot(construct, path) ?? refuseForeign(construct);
  }

  /**
   * Returns whether something else writes a file: projen, an image, or an earlier output in the construct tree.
   *
   * @param path from the root of the repository
   */
  public isTaken(path: string): boolean {
    return this._props.isTaken(path);
  }
}

function refuseUnknown({ node }: ContainerImage): never {
  return _refuse({
    id: 'output/unknown-image',
    what: `The image "${node.id}" is not synthesized.`,
    why: 'It has no plan: it is in another repository, or only another subproject is synthesized.',
    fix: 'Declare the image below the same outermost project, and synthesize that one.',
  });
}

function refuseForeign({ node }: IConstruct): never {
  return _refuse({
    id: 'output/unknown-construct',
    what: `The construct ${_quoteValue(node.id)} is not below the outermost project of this repository.`,
    why: 'It is unknown in which folder of the repository the path starts.',
    fix: 'Pass a project of this repository, or a construct below one.',
  });
}
