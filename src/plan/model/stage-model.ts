import type { _Arrival } from './arrivals';
import type { ImageConfig } from './image-config';
import type { _MixedRoot } from './mixed-root';
import type { _UnknownName } from './owner';
import type { StageBase } from './stage-base';
import type { StageStep } from './stage-step';
import type { Origin } from '../../core';
import type { StagePlatform } from '../../image';
import type { PathConflict, Rootfs } from '../../rootfs';

/**
 * A source of a copy that is not there, or of which that is not known.
 *
 * @internal
 */
export interface _MissingSource {
  readonly step: StageStep;
  readonly stage: string;
  readonly path: string;
}

/**
 * A name in `--chown`, or of the user for whom `WORKDIR` makes a directory, of which the stage does not know the number at that point.
 *
 * @internal
 */
export interface _UnknownOwner extends _UnknownName {
  readonly step: StageStep;
  /** Whether there is nothing to look into yet: then the build stops. */
  readonly isEmpty: boolean;
}

/** @internal */
export interface _StageModelProps {
  readonly name: string;
  readonly by: Origin;
  readonly base: StageBase;
  readonly basedOn?: StageModel;
  readonly runsOn: StagePlatform;
  readonly saidRunsOn: StagePlatform;
  readonly steps: StageStep[];
  readonly layers: StageStep[];
  readonly rootfs: Rootfs;
  readonly config: ImageConfig;
  readonly conflicts: PathConflict[];
  readonly missing: _MissingSource[];
  readonly unknownSources: _MissingSource[];
  readonly unknownOwners: _UnknownOwner[];
  readonly arrivals: _Arrival[];
  readonly mixed: _MixedRoot[];
}

/** What is known about a stage before it is built. */
export class StageModel {
  /** @internal */
  public static _of(props: _StageModelProps): StageModel {
    return new StageModel(props);
  }

  /** The name after `AS`. */
  public readonly name: string;
  /** Who declared it. */
  public readonly by: Origin;
  /** What it starts from. */
  public readonly base: StageBase;
  /** The stage that it continues; undefined for an image of a registry and for the empty image. */
  public readonly basedOn?: StageModel;
  /** Whose programs it runs: those of the stage that it continues, whatever is said of it. */
  public readonly runsOn: StagePlatform;
  /** The files at its end. */
  public readonly rootfs: Rootfs;
  /** How a container of it runs. */
  public readonly config: ImageConfig;
  /**
   * Whose programs it was declared to run.
   *
   * @internal
   */
  public readonly _saidRunsOn: StagePlatform;
  /** @internal */
  public readonly _missing: readonly _MissingSource[];
  /** @internal */
  public readonly _unknownSources: readonly _MissingSource[];
  /** @internal */
  public readonly _unknownOwners: readonly _UnknownOwner[];
  /**
   * Files and directories of the repository that are there at its end, as far as nobody has looked into the repository.
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
    this._saidRunsOn = props.saidRunsOn;
    this.rootfs = props.rootfs;
    this.config = props.config;
    this._missing = props.missing;
    this._unknownSources = props.unknownSources;
    this._unknownOwners = props.unknownOwners;
    this._arrivals = props.arrivals;
    this._mixed = props.mixed;
    this._steps = props.steps;
    this._layers = props.layers;
    this._conflicts = props.conflicts;
  }

  /** Its instructions and comments, in order. */
  public get steps(): StageStep[] {
    return [...this._steps];
  }

  /** The instructions that made its layers, those of the stages below first. Layers of a base image are not known. */
  public get layers(): StageStep[] {
    return [...this._layers];
  }

  /** Where two things are put at one path. */
  public get conflicts(): PathConflict[] {
    return [...this._conflicts];
  }
}
