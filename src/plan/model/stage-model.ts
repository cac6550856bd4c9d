import type { _Arrival } from './arrivals';
import type { ImageConfig } from './image-config';
import type { _MisplacedFile } from './misplaced-file';
import type { _MixedRoot } from './mixed-root';
import type { _UnknownName } from './owner';
import type { StageBase } from './stage-base';
import type { StageStep } from './stage-step';
import type { _FoundBase } from '../../bases';
import type { Origin } from '../../core';
import { StagePlatform } from '../../image';
import type { PathConflict, Rootfs } from '../../rootfs';

/**
 * A source of a copy that is missing or may be missing.
 *
 * @internal
 */
export interface _MissingSource {
  readonly step: StageStep;
  readonly stage: string;
  readonly path: string;
}

/**
 * A name in `--chown`, or of the user for whom `WORKDIR` creates a directory, whose id is unknown in the stage at that point.
 *
 * @internal
 */
export interface _UnknownOwner extends _UnknownName {
  readonly step: StageStep;
  /** Whether the file for the lookup does not exist yet, which stops the build. */
  readonly isEmpty: boolean;
}

/**
 * A file that a copy puts into a directory instead of at its path.
 *
 * @internal
 */
export interface _MisplacedCopy extends _MisplacedFile {
  readonly step: StageStep;
}

/** @internal */
export interface _StageModelProps {
  readonly name: string;
  readonly by: Origin;
  readonly base: StageBase;
  readonly basedOn?: StageModel;
  readonly runsOn: StagePlatform;
  readonly declaredRunsOn: StagePlatform;
  readonly steps: StageStep[];
  readonly layers: StageStep[];
  readonly rootfs: Rootfs;
  readonly config: ImageConfig;
  readonly conflicts: PathConflict[];
  readonly missing: _MissingSource[];
  readonly unknownSources: _MissingSource[];
  readonly unknownOwners: _UnknownOwner[];
  readonly misplaced: _MisplacedCopy[];
  readonly arrivals: _Arrival[];
  readonly mixed: _MixedRoot[];
  readonly read?: _FoundBase;
}

/** The known facts about a stage before the build. */
export class StageModel {
  /** @internal */
  public static _of(props: _StageModelProps): StageModel {
    return new StageModel(props);
  }

  /** The name after `AS`. */
  public readonly name: string;
  /** The construct that declares it. */
  public readonly by: Origin;
  /** Its base. */
  public readonly base: StageBase;
  /** The stage that it continues, or the last stage of an image of the same project; undefined for other images and for the empty one. */
  public readonly basedOn?: StageModel;
  /** The machine whose programs it runs: that of the stage that it continues, regardless of its declaration. */
  public readonly runsOn: StagePlatform;
  /** The files at its end. */
  public readonly rootfs: Rootfs;
  /** How a container of it runs. */
  public readonly config: ImageConfig;
  /**
   * The declared machine whose programs it runs.
   *
   * @internal
   */
  public readonly _declaredRunsOn: StagePlatform;
  /**
   * What was read of its base; undefined for the empty image, for a stage, and for an image that was not read.
   *
   * @internal
   */
  public readonly _read?: _FoundBase;
  /** @internal */
  public readonly _missing: readonly _MissingSource[];
  /** @internal */
  public readonly _unknownSources: readonly _MissingSource[];
  /** @internal */
  public readonly _unknownOwners: readonly _UnknownOwner[];
  /** @internal */
  public readonly _misplaced: readonly _MisplacedCopy[];
  /**
   * Files and directories of the repository that exist at its end and that were not read from the repository.
   *
   * @internal
   */
  public readonly _arrivals: readonly _Arrival[];
  /** @internal */
  public readonly _mixed: readonly _MixedRoot[];
  private readonly _steps: StageStep[];
  private readonly _layers: StageStep[];
  private readonly _conflicts: PathConflict[];

  private constructor(props: _StageModelProps) {
    this.name = props.name;
    this.by = props.by;
    this.base = props.base;
    this.basedOn = props.basedOn;
    this.runsOn = props.runsOn;
    this._declaredRunsOn = props.declaredRunsOn;
    this.rootfs = props.rootfs;
    this.config = props.config;
    this._missing = props.missing;
    this._unknownSources = props.unknownSources;
    this._unknownOwners = props.unknownOwners;
    this._misplaced = props.misplaced;
    this._arrivals = props.arrivals;
    this._mixed = props.mixed;
    this._read = props.read;
    this._steps = props.steps;
    this._layers = props.layers;
    this._conflicts = props.conflicts;
  }

  /** Its instructions and comments, in order. */
  public get steps(): StageStep[] {
    return [...this._steps];
  }

  /** The instructions that make its layers, starting with those of its base stages. Layers of a base image are unknown. */
  public get layers(): StageStep[] {
    return [...this._layers];
  }

  /**
   * Whether its base is the one for the target platform. A base for the build machine may be that of any platform.
   *
   * @internal
   */
  public get _isOfTarget(): boolean {
    return this.runsOn === StagePlatform.TARGET && this.base._platform === undefined;
  }

  /**
   * Whether its base is another image of the same project.
   *
   * @internal
   */
  public get _startsFromImage(): boolean {
    return this.base._builtImage !== undefined;
  }

  /** The paths at which two files collide. */
  public get conflicts(): PathConflict[] {
    return [...this._conflicts];
  }
}
