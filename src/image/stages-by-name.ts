import type { IConstruct } from 'constructs';
import type { IBuildStage } from './base-image';

/** The key of the stages of all images below a root: a property of the root, so that two copies of this library share it. */
const STAGES = Symbol.for('imagewright.stages');

/**
 * Notes a stage, so that it can be found by its name.
 *
 * @internal
 */
export function _noteStage(stage: IBuildStage): void {
  const stages = readStages(stage.node.root);
  const others = stages.get(stage.name);
  if (others === undefined) stages.set(stage.name, [stage]);
  else others.push(stage);
}

/**
 * The stages of this name, of all images that have the same root as a construct.
 *
 * @internal
 */
export function _findStages(name: string, { node: { root } }: IConstruct): readonly IBuildStage[] {
  return readStages(root).get(name) ?? [];
}

function readStages(root: IConstruct): Map<string, IBuildStage[]> {
  const owner = root as unknown as Record<symbol, Map<string, IBuildStage[]>>;
  return owner[STAGES] ??= new Map<string, IBuildStage[]>();
}
