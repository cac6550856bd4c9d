import type { Provenance } from '../core';
import type { DockerfileNode } from '../dockerfile';
import type { StageModel, StageStep } from '../plan';

/**
 * The stages of which a stage is made, the lowest first, itself last.
 *
 * @internal
 */
export function _lineage(stage: StageModel): StageModel[] {
  return [...(stage.basedOn === undefined ? [] : _lineage(stage.basedOn)), stage];
}

/**
 * The stage at the bottom of a stage: it starts from the empty image or from one of a registry.
 *
 * @internal
 */
export function _originOf(stage: StageModel): StageModel {
  return stage.basedOn === undefined ? stage : _originOf(stage.basedOn);
}

/**
 * The instructions of a stage, those of the stages that it continues first.
 *
 * @internal
 */
export function _instructions(stage: StageModel): StageStep[] {
  return _lineage(stage).flatMap(({ steps }) => steps);
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
