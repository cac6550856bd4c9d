import { _BaseLibrary } from '../bases';
import { Problem, Severity } from '../core';
import type { Platform } from '../core';
import { Word } from '../dockerfile';
import { BuildStage, ContainerImage, StagePlatform, _OCI_LABEL_KEYS, _RepositoryFiles, _Step, _UNRELEASED, _toImageName } from '../image';
import { _printContextPatterns } from './context-patterns';
import type { ContextPlan, ImagePlan, StagePlan, TargetPlan } from './image-plan';
import { findInputProblems } from './inputs/input-problems';
import { _BuildContext } from './model/build-context';
import { ImageModel } from './model/image-model';
import { _groupPlatforms } from './model/platform-groups';
import { _simulateStage } from './model/simulate-stage';
import { StageBase } from './model/stage-base';
import type { StageModel } from './model/stage-model';
import { _sortStages } from './stage-order';
import { _findStageSources } from './stage-sources';

/**
 * Walks the constructs of an image once and returns its plan.
 *
 * @param files the files of the repository that were read; without them the repository is unknown
 * @param bases the base images that were read
 * @internal
 */
export function _resolveImage(image: ContainerImage, files?: _RepositoryFiles, bases = _BaseLibrary.EMPTY): ImagePlan {
  const { devices, excluded, pins, globalArgs, requiredArgs, inputs, check, ignore, ignored, labelNodes, runtime, targets, by } = image._declared;
  const problems: Problem[] = runtime === undefined ? [describeMissingRuntime(image)] : [];
  const built = image.stages as BuildStage[];
  const labels = labelNodes.map((node): _Step => ({ node, by: by._as(node) }));
  const names = new Set(built.map(({ name }) => name));
  const declared = new Map(built.map(stage => [stage.name, planStage(stage, stage.name === runtime?.name ? labels : [], names, problems)]));
  const stages = runtime === undefined ? [] : _sortStages(declared, runtime.name, targets.map(({ stage }) => stage.name), problems);
  const used = new Set(stages.map(({ name }) => name));
  problems.push(...[...declared.values()].filter(({ name }) => runtime !== undefined && !used.has(name)).map(describeUnusedStage));
  if (runtime !== undefined) problems.push(...findInputProblems(image, stages));

  const contextPaths = [...new Set(built.filter(({ name }) => used.has(name)).flatMap(stage => stage._declared.contextPaths))].sort();
  const contextPatterns = _printContextPatterns({ paths: contextPaths, ignore, existing: ignored });
  const modelsWith = (seen: _RepositoryFiles | undefined, read: _BaseLibrary) => {
    const context = _BuildContext.of(contextPatterns, seen, by);
    return stages.length === 0 ? [] : groupModels(image, stages, read).map(group => createModel(image, stages, group, context, read));
  };
  const models = modelsWith(undefined, _BaseLibrary.EMPTY);
  const seesMore = (files !== undefined && contextPaths.length > 0) || stages.some(({ base }) => bases.findAll(base.reference).length > 0);

  return Object.freeze({
    name: image.node.id,
    by,
    bakeTarget: _toImageName(image.node.id),
    dockerfile: image.dockerfile,
    frontend: image.frontend,
    platforms: image.platforms,
    devices,
    excluded,
    target: image.target,
    releaseArg: image.releaseArg,
    unreleased: _UNRELEASED,
    labels: image.labels,
    title: image.labels[_OCI_LABEL_KEYS.title],
    description: image.labels[_OCI_LABEL_KEYS.description],
    pins,
    globalArgs,
    requiredArgs,
    inputs,
    contexts: Object.entries(inputs.contexts).map(([name, { path, reference, builtImage: other }]): ContextPlan => (
      { name, path, reference, bakeTarget: other && _toImageName(other.node.id) }
    )),
    check,
    skippedChecks: [],
    stages,
    targets: targets.map(({ stage, platforms }): TargetPlan => (
      { stage: stage.name, bakeTarget: `${_toImageName(image.node.id)}-${_toImageName(stage.name)}`, platforms }
    )),
    contextPaths,
    contextPatterns,
    models,
    observed: seesMore ? modelsWith(files, bases) : models,
    problems,
  });
}

/** A base that was read differs from platform to platform. */
function groupModels(image: ContainerImage, stages: StagePlan[], bases: _BaseLibrary): Platform[][] {
  const isRead = stages.some(({ base, runsOn }) => runsOn === StagePlatform.TARGET && bases.findAll(base.reference).length > 0);
  return isRead ? image.platforms.map(platform => [platform]) : _groupPlatforms(image.platforms, stages.flatMap(({ steps }) => steps));
}

function createModel(image: ContainerImage, stages: StagePlan[], platforms: Platform[], context: _BuildContext, bases: _BaseLibrary): ImageModel {
  const models = new Map<string, StageModel>();
  for (const stage of stages) models.set(stage.name, _simulateStage(stage, platforms, models, context, bases));
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
    context,
  });
}

function planStage(stage: BuildStage, more: _Step[], names: ReadonlySet<string>, problems: Problem[]): StagePlan {
  const { by, notes, steps: own } = stage._declared;
  const { name, purpose, runsOn } = stage;
  const base = StageBase._of(stage.base);
  const steps = [...own, ...more];
  const sources = _findStageSources(stage, steps, names);
  problems.push(...sources.problems);
  return { name, by, purpose, notes, base, runsOn, platform: findPlatform(base, runsOn), steps, needs: sources.names };
}

/** A stage on the build machine uses that machine's image; one that continues another stage has that stage's platform. */
function findPlatform(base: StageBase, runsOn: StagePlatform): Word | undefined {
  return base._platform ?? (runsOn === StagePlatform.BUILD && base._isForeign ? Word.variable('BUILDPLATFORM') : undefined);
}

function describeMissingRuntime(image: ContainerImage): Problem {
  return {
    id: 'image/no-runtime',
    where: image.node.path,
    what: image.stages.length === 0 ? 'The image has no stage.' : 'The image has stages, but none of them is declared as the result.',
    why: 'There would be no last stage to build.',
    fix: 'Declare a ScratchImage below it, or call image.defineRuntime() with the last stage.',
  };
}

function describeUnusedStage(stage: StagePlan): Problem {
  return {
    id: 'image/unused-stage',
    severity: Severity.WARNING,
    where: stage.by.construct,
    what: `The image does not use the stage "${stage.name}".`,
    why: 'The Dockerfile omits it, because a build of the image would never run it.',
    fix: `Put its artifact into the contents of the image; keep it for \`docker build --target ${stage.name}\` with image.addTarget(stage); or delete it.`,
  };
}
