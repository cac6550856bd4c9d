import type { Problem } from '../core';
import type { StagePlan } from './image-plan';

/**
 * The requested stages and those that they need: each after the stages it needs, the result last, otherwise in the order of declaration.
 *
 * @param stages by name, in the order of declaration
 * @param result the name of the last stage
 * @param targets names of further requested stages
 * @param problems receives circular stages
 * @internal
 */
export function _sortStages(stages: ReadonlyMap<string, StagePlan>, result: string, targets: readonly string[], problems: Problem[]): StagePlan[] {
  const wanted = new Set<string>();
  const visit = (name: string) => {
    if (wanted.has(name)) return;
    wanted.add(name);
    stages.get(name)?.needs.forEach(visit);
  };
  [result, ...targets].forEach(visit);

  const done = new Set<string>();
  const open = new Set<string>();
  const ordered: StagePlan[] = [];
  const place = (stage: StagePlan) => {
    if (done.has(stage.name)) return;
    if (open.has(stage.name)) { problems.push(describeCircle(stage, [...open])); return; }
    open.add(stage.name);
    for (const need of stage.needs) {
      const other = stages.get(need);
      if (other !== undefined) place(other);
    }
    open.delete(stage.name);
    if (done.has(stage.name)) return;
    done.add(stage.name);
    ordered.push(stage);
  };
  for (const stage of stages.values()) if (wanted.has(stage.name) && stage.name !== result) place(stage);
  place(stages.get(result)!);
  const after = ordered.slice(ordered.findIndex(({ name }) => name === result) + 1);
  problems.push(...after.filter(({ name }) => targets.includes(name)).map(target => describeTargetAfterResult(target, result)));
  return ordered;
}

function describeTargetAfterResult({ name, by }: StagePlan, result: string): Problem {
  return {
    id: 'image/target-after-result',
    where: by.construct,
    what: `The target "${name}" needs the stage "${result}", which is the image.`,
    why: 'It would come last, and a build without a target builds the last stage of a Dockerfile: the image would be the wrong stage.',
    fix: `Move the common part into a separate stage, and let "${name}" and "${result}" start from it.`,
  };
}

function describeCircle(stage: StagePlan, open: string[]): Problem {
  const ring = [...open.slice(open.indexOf(stage.name)), stage.name];
  return {
    id: 'image/circular-stages',
    where: stage.by.construct,
    what: `The stages need each other: ${ring.join(' <- ')}.`,
    why: 'BuildKit rejects a stage that copies from a later one.',
    fix: 'Move the part that both need into a separate stage.',
  };
}
