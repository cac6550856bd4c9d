import type { Origin, Platform, Problem } from '../core';
import type { DockerfileNode, Word } from '../dockerfile';
import type { ExcludedPlatform, PlatformDevices, TargetProfile, _DeclaredInputs, _Step } from '../image';
import type { PackagePin } from '../versions';
import type { ImageModel } from './model/image-model';
import type { _FollowedStage } from './model/simulate-stage';

/**
 * One step of a stage, and where it is declared.
 *
 * @internal
 */
export type StepPlan = _Step;

/**
 * One stage, with everything that is printed about it.
 *
 * @internal
 */
export interface StagePlan extends _FollowedStage {
  readonly purpose?: string;
  readonly notes: readonly string[];
  /** The value of `FROM --platform`. */
  readonly platform?: Word;
  /** Names of the stages that this one starts from or copies from. */
  readonly needs: readonly string[];
}

/**
 * A further stage that can be built by name.
 *
 * @internal
 */
export interface TargetPlan {
  /** Name of the stage. */
  readonly stage: string;
  /** Name of the target in bake. */
  readonly bakeTarget: string;
  /** Undefined for the platform of the builder. */
  readonly platforms?: readonly Platform[];
}

/**
 * The image for one platform, as an archive that a device loads.
 *
 * @internal
 */
export interface ArchivePlan {
  readonly platform: Platform;
  /** Name of the target in bake. */
  readonly bakeTarget: string;
  /** Path of the archive. */
  readonly path: string;
}

/**
 * The archives of an image, and the group of their targets in bake.
 *
 * @internal
 */
export interface ArchivesPlan {
  readonly bakeGroup: string;
  readonly archives: readonly ArchivePlan[];
}

/**
 * A named context: one of a directory, an image from a registry or in an OCI layout, and the target of another image.
 *
 * @internal
 */
export interface ContextPlan {
  readonly name: string;
  readonly path?: string;
  readonly reference?: string;
  /** In an OCI layout: `vendor/python:3.13@sha256:…`. */
  readonly layoutImage?: string;
  readonly bakeTarget?: string;
}

/**
 * A BuildKit check that is skipped, and the reason.
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
  /** Name of the target in bake. */
  readonly bakeTarget: string;
  readonly dockerfile: string;
  readonly frontend?: string;
  readonly platforms: readonly Platform[];
  readonly devices: readonly PlatformDevices[];
  readonly excluded: readonly ExcludedPlatform[];
  readonly target: TargetProfile;
  /** The build argument that carries the release. */
  readonly releaseArg: string;
  /** Its value in a build that is not a release. */
  readonly unreleased: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The title: the label of OCI. */
  readonly title: string;
  /** The description: the label of OCI. */
  readonly description?: string;
  readonly pins: readonly PackagePin[];
  /** Arguments above the first stage, other than pins, with their comments. */
  readonly globalArgs: readonly DockerfileNode[];
  /** The arguments that the build must set. */
  readonly requiredArgs: readonly string[];
  /** What the build needs from outside. */
  readonly inputs: _DeclaredInputs;
  /** Its named contexts. */
  readonly contexts: readonly ContextPlan[];
  /** The images of the same project that its stages start from. */
  readonly basePlans: readonly ImagePlan[];
  /** The configuration of the build checks. */
  readonly check?: string;
  /** The skipped build checks, because of a known finding or because the result is unknown. */
  readonly skippedChecks: readonly SkippedCheck[];
  /** In build order; the last is the result. */
  readonly stages: readonly StagePlan[];
  /** Further stages that can be built by name. */
  readonly targets: readonly TargetPlan[];
  /** Undefined if it is only built for registries. */
  readonly archives?: ArchivesPlan;
  /** Files and directories of the repository that the build reads. */
  readonly contextPaths: readonly string[];
  /** The lines of `.dockerignore`, which decide which of them the build finds. */
  readonly contextPatterns: readonly string[];
  /** The predicted image, once for each group of platforms with the same files. Empty without a result. */
  readonly models: readonly ImageModel[];
  /**
   * The same, with the files of the repository on this machine: for checks and explanations. Generated files come from
   * `models`, so that they are the same on every machine.
   */
  readonly observed: readonly ImageModel[];
  /** The problems found while resolving. */
  readonly problems: readonly Problem[];
}
