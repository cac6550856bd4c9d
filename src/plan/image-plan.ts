import type { Origin, Platform, Problem } from '../core';
import type { DockerfileNode, Word } from '../dockerfile';
import type { ExcludedPlatform, PlatformDevices, TargetProfile, _Step } from '../image';
import type { PackagePin } from '../versions';
import type { ImageModel } from './model/image-model';
import type { _FollowedStage } from './model/simulate-stage';

/**
 * One thing that a stage does, and who declared it.
 *
 * @internal
 */
export type StepPlan = _Step;

/**
 * One stage, with everything that is written about it.
 *
 * @internal
 */
export interface StagePlan extends _FollowedStage {
  readonly purpose?: string;
  readonly notes: readonly string[];
  /** What `FROM --platform` names. */
  readonly platform?: Word;
  /** Names of the stages that this one starts from or copies from. */
  readonly needs: readonly string[];
}

/**
 * A further stage that can be built by its name.
 *
 * @internal
 */
export interface TargetPlan {
  /** Name of the stage. */
  readonly stage: string;
  /** What bake calls it. */
  readonly bakeTarget: string;
  /** Undefined for the one of the builder. */
  readonly platforms?: readonly Platform[];
}

/**
 * A check of BuildKit that is not made, and why.
 *
 * @internal
 */
export interface SkippedCheck {
  /** E.g. `JSONArgsRecommended`. */
  readonly rule: string;
  readonly reason: string;
}

/**
 * Everything about one image, resolved: every output is a function of this value.
 *
 * @internal
 */
export interface ImagePlan {
  /** Id of the image. */
  readonly name: string;
  readonly by: Origin;
  /** What bake calls it. */
  readonly bakeTarget: string;
  readonly dockerfile: string;
  readonly frontend?: string;
  readonly platforms: readonly Platform[];
  readonly devices: readonly PlatformDevices[];
  readonly excluded: readonly ExcludedPlatform[];
  readonly target: TargetProfile;
  /** The build argument that carries the release. */
  readonly releaseArg: string;
  /** Its value in a build that is no release. */
  readonly unreleased: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What people call it: the label of OCI. */
  readonly title: string;
  /** What it does: the label of OCI. */
  readonly description?: string;
  readonly pins: readonly PackagePin[];
  /** Arguments above the first stage, besides the pins, and comments to them. */
  readonly globalArgs: readonly DockerfileNode[];
  /** Those of them that whoever builds has to set. */
  readonly requiredArgs: readonly string[];
  /** What the build checks do. */
  readonly check?: string;
  /** Those of them that are not made, because of what was found or because nobody can tell. */
  readonly skippedChecks: readonly SkippedCheck[];
  /** In build order; the last is the result. */
  readonly stages: readonly StagePlan[];
  /** Further stages that can be built by name. */
  readonly targets: readonly TargetPlan[];
  /** Files and directories of the repository that the build reads. */
  readonly contextPaths: readonly string[];
  /** What decides which of them the build finds: the lines of `.dockerignore`. */
  readonly contextPatterns: readonly string[];
  /** What will be in the image, once for each group of platforms that have the same files. None where there is no result. */
  readonly models: readonly ImageModel[];
  /**
   * The same, with the files of the repository as they lie on this machine: for checks and explanations. What is generated comes from
   * `models`, so that it is the same on every machine.
   */
  readonly observed: readonly ImageModel[];
  /** What does not fit together. */
  readonly problems: readonly Problem[];
}
