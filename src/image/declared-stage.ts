import type { Origin } from '../core';
import type { DockerfileNode } from '../dockerfile';
import type { RootfsEntry } from '../rootfs';
import type { ArtifactOptions } from './artifact';
import type { FileEffects } from './file-effects';

/**
 * One step of a stage, with the code that declared it.
 *
 * @internal
 */
export interface _Step {
  readonly by: Origin;
  /** The node to print; undefined for a step that only carries facts. */
  readonly node?: DockerfileNode;
  /** The effects of a command. */
  readonly effects?: FileEffects;
  /** The files that exist from this step on. */
  readonly holds?: ArtifactOptions;
  /** The known facts about the file that the instruction writes. */
  readonly puts?: RootfsEntry;
}

/**
 * The declarations of a stage, as input for the plan.
 *
 * @internal
 */
export interface _DeclaredStage {
  readonly by: Origin;
  /** Lines of the comment above the stage, after its purpose. */
  readonly notes: string[];
  readonly steps: _Step[];
  /** Paths of the repository that its instructions copy or mount. */
  readonly contextPaths: string[];
  /** The names of the stages above it in the existing Dockerfile that it comes from, since they may differ here. */
  readonly namesAbove: string[];
}
