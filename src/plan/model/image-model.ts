import type { _BuildContext } from './build-context';
import type { StageModel } from './stage-model';
import type { Origin, Platform } from '../../core';
import type { SizeBudget, TargetProfile } from '../../image';

/** @internal */
export interface _ImageModelProps {
  readonly name: string;
  readonly by: Origin;
  readonly target: TargetProfile;
  readonly platforms: Platform[];
  readonly allPlatforms: Platform[];
  readonly excludedPlatforms: Platform[];
  readonly stages: StageModel[];
  readonly budgets: SizeBudget[];
  readonly temporaryDirectories: string[];
  readonly context: _BuildContext;
}

/**
 * What is known about an image before it is built, on the platforms that have the same files: what a rule looks at.
 */
export class ImageModel {
  /** @internal */
  public static _of(props: _ImageModelProps): ImageModel {
    return new ImageModel(props);
  }

  /** Id of the image. */
  public readonly name: string;
  /** Who declared it. */
  public readonly by: Origin;
  /** Where it runs. */
  public readonly target: TargetProfile;
  /** The last stage: what the image will be. */
  public readonly result: StageModel;
  /**
   * What the build finds of the repository.
   *
   * @internal
   */
  public readonly _context: _BuildContext;
  private readonly _platforms: Platform[];
  private readonly _allPlatforms: Platform[];
  private readonly _excludedPlatforms: Platform[];
  private readonly _stages: ReadonlyMap<string, StageModel>;
  private readonly _budgets: SizeBudget[];
  /**
   * Directories that are to be mounted in memory.
   *
   * @internal
   */
  public readonly _temporaryDirectories: readonly string[];

  private constructor(props: _ImageModelProps) {
    this.name = props.name;
    this.by = props.by;
    this.target = props.target;
    this.result = props.stages[props.stages.length - 1];
    this._context = props.context;
    this._platforms = props.platforms;
    this._allPlatforms = props.allPlatforms;
    this._excludedPlatforms = props.excludedPlatforms;
    this._stages = new Map(props.stages.map(stage => [stage.name, stage]));
    this._budgets = props.budgets;
    this._temporaryDirectories = props.temporaryDirectories;
  }

  /** The platforms for which all of it holds. */
  public get platforms(): Platform[] {
    return [...this._platforms];
  }

  /** The platforms that the image is built for, also those on which it has other files. */
  public get allPlatforms(): Platform[] {
    return [...this._allPlatforms];
  }

  /** The platforms that it is deliberately not built for. */
  public get excludedPlatforms(): Platform[] {
    return [...this._excludedPlatforms];
  }

  /** All stages that the image is made of, in the order in which they are built; the last is the result. */
  public get stages(): StageModel[] {
    return [...this._stages.values()];
  }

  /**
   * The stage of this name; undefined for an image of a registry.
   *
   * @internal
   */
  public _stage(name: string): StageModel | undefined {
    return this._stages.get(name);
  }

  /** How big it may become. */
  public get budgets(): SizeBudget[] {
    return [...this._budgets];
  }
}
