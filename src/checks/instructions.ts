import type { Provenance } from '../core';
import type { DockerfileNode } from '../dockerfile';
import type { StageModel, StageStep } from '../plan';

/**
 * The instructions of a stage, those of the stages that it continues first.
 *
 * @internal
 */
export function _instructions({ basedOn, steps }: StageModel): StageStep[] {
  return basedOn === undefined ? steps : [..._instructions(basedOn), ...steps];
}

/**
 * A stage, and the stages that it continues, the lowest first.
 *
 * @internal
 */
export function _chain(stage: StageModel): StageModel[] {
  return stage.basedOn === undefined ? [stage] : [..._chain(stage.basedOn), stage];
}

/**
 * The last instruction of a kind, which is the one that counts; undefined where the base image says it, or nobody.
 *
 * @internal
 */
export function _last<T extends DockerfileNode>(stage: StageModel, kind: { readonly prototype: T }): { node: T; by: Provenance } | undefined {
  const step = _instructions(stage).filter(({ node }) => node instanceof (kind as abstract new () => T)).at(-1);
  return step && { node: step.node as T, by: step.by };
}
