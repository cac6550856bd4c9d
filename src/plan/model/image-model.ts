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
 * The known facts about an image before the build, on the platforms with the same files. Rules check this model.
 */
export class ImageModel {
  /** @internal */
  public static _of(props: _ImageModelProps): ImageModel {
    return new ImageModel(props);
  }

  /** Id of the image. */
  public readonly name: string;
  /** The construct that declares it. */
  public readonly by: Origin;
  /** The target where it runs. */
  public readonly target: TargetProfile;
  /** The last stage, which becomes the image. */
  public readonly result: StageModel;
  /**
   * The files of the repository that the build finds.
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
   * Directories that the container must mount in memory.
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

  /** The platforms that this model applies to. */
  public get platforms(): Platform[] {
    return [...this._platforms];
  }

  /** All platforms of the image, including those with other files. */
  public get allPlatforms(): Platform[] {
    return [...this._allPlatforms];
  }

  /** The platforms that it is deliberately not built for. */
  public get excludedPlatforms(): Platform[] {
    return [...this._excludedPlatforms];
  }

  /** All stages of the image in build order; the last is the result. */
  public get stages(): StageModel[] {
    return [...this._stages.values()];
  }

  /**
   * The stage with this name; undefined for an image from a registry.
   *
   * @internal
   */
  public _stage(name: string): StageModel | undefined {
    return this._stages.get(name);
  }

  /** The limits for its size. */
  public get budgets(): SizeBudget[] {
    return [...this._budgets];
  }
}
