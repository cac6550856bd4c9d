import type { Origin } from '../../core';
import type { DockerfileNode } from '../../dockerfile';
import type { StageModel, StageStep } from '../../plan';

/**
 * The stages that a stage continues, the lowest first, and the stage itself last.
 *
 * @internal
 */
export function _listLineage(stage: StageModel): StageModel[] {
  const above: StageModel[] = [];
  for (let each: StageModel | undefined = stage; each !== undefined; each = each.basedOn) above.push(each);
  return above.reverse();
}

/**
 * The stage at the bottom of a stage, possibly one of another image of the project: it starts from the empty image or from one of a registry.
 *
 * @internal
 */
export function _findOrigin(stage: StageModel): StageModel {
  let origin = stage;
  while (origin.basedOn !== undefined) origin = origin.basedOn;
  return origin;
}

/**
 * The stage of the same image at the bottom of a stage: what it starts from is not a stage of this image.
 *
 * @internal
 */
export function _findFirstStage(stage: StageModel): StageModel {
  return stage.basedOn === undefined || stage._startsFromImage ? stage : _findFirstStage(stage.basedOn);
}

/** Results for each stage. */
const KNOWN = new WeakMap<StageModel, readonly StageStep[]>();

/**
 * The instructions of a stage, those of the stages that it continues first.
 *
 * @internal
 */
export function _listInstructions(stage: StageModel): readonly StageStep[] {
  const known = KNOWN.get(stage) ?? _listLineage(stage).flatMap(({ steps }) => steps);
  KNOWN.set(stage, known);
  return known;
}

/**
 * The last instruction of a kind, which takes effect; undefined if only the base image has one, or nothing has.
 *
 * @internal
 */
export function _findLast<T extends DockerfileNode>(stage: StageModel, kind: { readonly prototype: T }): { node: T; by: Origin } | undefined {
  const steps = _listInstructions(stage);
  let i = steps.length - 1;
  while (i >= 0 && !(steps[i].node instanceof (kind as abstract new () => T))) i--;
  return i < 0 ? undefined : { node: steps[i].node as T, by: steps[i].by };
}
