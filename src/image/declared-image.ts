import type { Origin } from '../core';
import type { DockerfileNode } from '../dockerfile';
import type { PackagePin } from '../versions';
import type { IBuildStage } from './base-image';
import type { _Target } from './build-target';
import type { ExcludedPlatform, PlatformDevices } from './image-platforms';
import type { _DeclaredInputs } from './inputs/declared-inputs';
import type { SizeBudget } from './size-budget';

/**
 * The declarations of an image, as input for the plan.
 *
 * @internal
 */
export interface _DeclaredImage {
  readonly devices: PlatformDevices[];
  readonly excluded: ExcludedPlatform[];
  readonly pins: PackagePin[];
  /** Arguments above the first stage, other than pins, with their comments. */
  readonly globalArgs: DockerfileNode[];
  /** The arguments that the build must set. */
  readonly requiredArgs: string[];
  /** What the build needs from outside. */
  readonly inputs: _DeclaredInputs;
  /** The configuration of the build checks. */
  readonly check?: string;
  /** Patterns of files that stay out of the build context unless a stage copies them by name. */
  readonly ignore: string[];
  /** Lines of the `.dockerignore` of existing Dockerfiles, which apply unchanged. */
  readonly ignored: string[];
  readonly labelNodes: DockerfileNode[];
  readonly budgets: SizeBudget[];
  /** Whether it is written to archives, too. */
  readonly archives: boolean;
  /** Directories that the container must mount in memory. */
  readonly temporaryDirectories: string[];
  readonly by: Origin;
  /** The last stage. */
  readonly runtime?: IBuildStage;
  readonly targets: _Target[];
}
