import type { IConstruct } from 'constructs';
import type { ImagePlan } from './image-plan';
import { PlannedImage } from './planned-image';
import { _refuse } from '../core';
import type { ContainerImage } from '../image';

/** @internal */
export interface _RepositoryPlanProps {
  readonly marker: string;
  readonly images: readonly ContainerImage[];
  readonly outputs: readonly IConstruct[];
  readonly planOf: (image: ContainerImage) => ImagePlan | undefined;
  readonly fromRoot: (construct: IConstruct, path: string) => string;
  readonly isTaken: (path: string) => boolean;
}

/**
 * What an `Output` makes its files from: the images of a repository, as they will be built. The repository is the folder of the outermost
 * project, with all projects below it.
 */
export class RepositoryPlan {
  /** @internal */
  public static _of(props: _RepositoryPlanProps): RepositoryPlan {
    return new RepositoryPlan(props);
  }

  private constructor(private readonly _props: _RepositoryPlanProps) {}

  /** The words that mark a file as generated: for a comment at its top, where it has comments. */
  public get marker(): string {
    return this._props.marker;
  }

  /** All images, in the order of the construct tree. */
  public get images(): PlannedImage[] {
    return this._props.images.map(image => this.imageOf(image));
  }

  /** All constructs that write files as this one does, in the order of the construct tree. */
  public get outputs(): IConstruct[] {
    return [...this._props.outputs];
  }

  /**
   * One image.
   *
   * @param image as it was declared
   * @throws `output/unknown-image` for one that is not synthesized
   */
  public imageOf(image: ContainerImage): PlannedImage {
    const plan = this._props.planOf(image);
    return plan === undefined ? refuseUnknown(image) : PlannedImage._of(plan, path => this.pathOf(image, path));
  }

  /**
   * A path from the root of the repository.
   *
   * @param construct in whose project the path begins
   * @param path from the root of that project
   */
  public pathOf(construct: IConstruct, path: string): string {
    return this._props.fromRoot(construct, path);
  }

  /**
   * Whether something else writes a file: projen, an image, or an output before this one in the construct tree.
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
    what: `The image "${node.id}" is not among those that are synthesized.`,
    why: 'It has no plan: it is declared in another repository, or only a subproject beside it is synthesized.',
    fix: 'Declare the image below the same outermost project, and synthesize that one.',
  });
}
