import { Problem, Severity } from '../core';
import { Copy, DockerfileNode, Run } from '../dockerfile';
import type { BuildStage, ContainerImage, Platform, _Step } from '../image';
import type { ImagePlan, StagePlan } from './image-plan';
import { ImageModel } from './model/image-model';
import { _platformGroups } from './model/platform-groups';
import { _simulateStage } from './model/simulate-stage';
import type { StageModel } from './model/stage-model';

/**
 * Walks the constructs of an image once and returns all that is to be known about it.
 *
 * @internal
 */
export function _resolve(image: ContainerImage): ImagePlan {
  const { devices, excluded, pins, globalArgs, check, ignored, labelNodes, runtime, by } = image._declared;
  const problems: Problem[] = runtime === undefined ? [noRuntime(image)] : [];
  const built = image.stages as BuildStage[];
  const labels = labelNodes.map((node): _Step => ({ node, by: by._as(node) }));
  const declared = new Map(built.map(stage => [stage.name, planStage(stage, stage.name === runtime?.name ? labels : [])]));
  const stages = runtime === undefined ? [] : inBuildOrder(declared, runtime.name, problems);
  const used = new Set(stages.map(({ name }) => name));
  problems.push(...[...declared.values()].filter(({ name }) => runtime !== undefined && !used.has(name)).map(unusedStage));

  return Object.freeze({
    name: image.node.id,
    origin: image.node.path,
    dockerfile: image.dockerfile,
    frontend: image.frontend,
    platforms: image.platforms,
    devices,
    excluded,
    target: image.target,
    releaseArg: image.releaseArg,
    labels: image.labels,
    pins,
    globalArgs,
    check,
    stages,
    contextPaths: [...new Set(built.filter(({ name }) => used.has(name)).flatMap(stage => stage._plan.contextPaths))].sort(),
    ignored,
    models: stages.length === 0 ? [] : groups(image, stages).map(group => modelOf(image, stages, group)),
    problems,
  });
}

function groups(image: ContainerImage, stages: StagePlan[]): Platform[][] {
  return _platformGroups(image.platforms, stages.flatMap(({ steps }) => steps));
}

function modelOf(image: ContainerImage, stages: StagePlan[], platforms: Platform[]): ImageModel {
  const models = new Map<string, StageModel>();
  for (const { stage, steps, name } of stages) models.set(name, _simulateStage(stage, steps, platforms, models));
  const { by, budgets, excluded, temporaryDirectories } = image._declared;
  return ImageModel._of({
    name: image.node.id,
    by,
    target: image.target,
    platforms,
    allPlatforms: image.platforms,
    excludedPlatforms: excluded.map(({ platform }) => platform),
    stages: [...models.values()],
    budgets,
    temporaryDirectories,
  });
}

function planStage(stage: BuildStage, more: _Step[]): StagePlan {
  const { notes, steps: own } = stage._plan;
  const steps = [...own, ...more];
  const nodes = steps.flatMap(({ node }) => node ?? []);
  return {
    stage,
    name: stage.name,
    origin: stage.node.path,
    purpose: stage.purpose,
    notes,
    base: stage.base,
    runsOn: stage.runsOn,
    steps,
    nodes,
    needs: [...(stage.base.continues === undefined ? [] : [stage.base.continues.name]), ...nodes.flatMap(copiedFrom)],
  };
}

/** What an instruction reads from: stages, and images of a registry too. */
function copiedFrom(node: DockerfileNode): string[] {
  if (node instanceof Copy) return node.copyFrom === undefined ? [] : [node.copyFrom];
  return node instanceof Run ? node.mounts.flatMap(mount => mount.mountFrom ?? []) : [];
}

/** Every stage after those it needs, the last one last; else in the order of declaration. */
function inBuildOrder(stages: Map<string, StagePlan>, last: string, problems: Problem[]): StagePlan[] {
  const wanted = new Set<string>();
  const visit = (name: string) => {
    if (wanted.has(name)) return;
    wanted.add(name);
    stages.get(name)?.needs.forEach(visit);
  };
  visit(last);

  const done = new Set<string>();
  const open = new Set<string>();
  const ordered: StagePlan[] = [];
  const place = (stage: StagePlan) => {
    if (done.has(stage.name)) return;
    if (open.has(stage.name)) { problems.push(circular(stage, [...open])); return; }
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
  for (const stage of stages.values()) if (wanted.has(stage.name) && stage.name !== last) place(stage);
  place(stages.get(last)!);
  return ordered;
}

function noRuntime(image: ContainerImage): Problem {
  return {
    id: 'image/no-runtime',
    where: image.node.path,
    what: 'The image has stages, but nothing says which of them is the result.',
    why: 'There would be no last stage to build.',
    fix: 'Declare a ScratchImage below it, or call image.defineRuntime() with the last stage.',
  };
}

function unusedStage(stage: StagePlan): Problem {
  return {
    id: 'image/unused-stage',
    severity: Severity.WARNING,
    where: stage.origin,
    what: `Nothing in the image comes from the stage "${stage.name}".`,
    why: 'It is left out of the Dockerfile, for BuildKit would not build it.',
    fix: 'Put its artifact into the contents of the image, or delete the block.',
  };
}

function circular(stage: StagePlan, open: string[]): Problem {
  const ring = [...open.slice(open.indexOf(stage.name)), stage.name];
  return {
    id: 'image/circular-stages',
    where: stage.origin,
    what: `The stages need each other: ${ring.join(' <- ')}.`,
    why: 'BuildKit refuses a stage that copies from a later one.',
    fix: 'Move what both need into a stage of its own.',
  };
}
