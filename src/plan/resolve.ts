import { _BaseLibrary } from '../bases';
import { Problem, Severity } from '../core';
import type { Platform } from '../core';
import { Word } from '../dockerfile';
import { BuildStage, ContainerImage, StagePlatform, _OCI_LABEL_KEYS, _RepositoryFiles, _Step, _UNRELEASED, _toImageName } from '../image';
import { _findArchiveProblems, _planArchives } from './archives';
import { _printContextPatterns } from './context-patterns';
import type { ContextPlan, ImagePlan, StagePlan, TargetPlan } from './image-plan';
import { findInputProblems } from './inputs/input-problems';
import { _BuildContext } from './model/build-context';
import { ImageModel } from './model/image-model';
import { _groupPlatforms } from './model/platform-groups';
import { _simulateStage } from './model/simulate-stage';
import { StageBase } from './model/stage-base';
import type { StageModel } from './model/stage-model';
import type { _KnownBases } from './model/stage-start';
import { _sortStages } from './stage-order';
import { _findStageSources } from './stage-sources';

/**
 * What was read of the surroundings of an image.
 *
 * @internal
 */
export interface _Seen {
  /** The files of the repository; without them the repository is unknown. */
  readonly files?: _RepositoryFiles;
  /** The base images that were read. */
  readonly bases?: _BaseLibrary;
}

/**
 * The plans of the images that may start from each other. Each is made once, after those that it starts from.
 *
 * @internal
 */
export class _ImagePlans {
  private readonly plans = new Map<ContainerImage, ImagePlan | undefined>();

  /** @param seenBy what was read for an image; undefined for an image of another project, which cannot be a base */
  public constructor(private readonly seenBy: (image: ContainerImage) => _Seen | undefined) {}

  /** The plan of an image; undefined for one of another project, and while it is made: images that start from each other have no known base. */
  public find(image: ContainerImage): ImagePlan | undefined {
    if (this.plans.has(image)) return this.plans.get(image);
    this.plans.set(image, undefined);
    const seen = this.seenBy(image);
    if (seen !== undefined) this.plans.set(image, resolveImage(image, seen, other => this.find(other)));
    return this.plans.get(image);
  }
}

/**
 * What the bases of the stages of an image are called where facts about bases are kept.
 *
 * @internal
 */
export function _listBaseNames(image: ContainerImage): string[] {
  const { contexts } = image._declared.inputs;
  return image.stages.flatMap(({ base }) => StageBase._of(base, contexts)._imageName ?? []);
}

/**
 * Walks the constructs of an image once, and of those that it starts from, and returns its plan.
 *
 * @internal
 */
export function _resolveImage(image: ContainerImage, files?: _RepositoryFiles, bases = _BaseLibrary.EMPTY): ImagePlan {
  return new _ImagePlans(() => ({ files, bases })).find(image)!;
}

function resolveImage(
  image: ContainerImage, { files, bases = _BaseLibrary.EMPTY }: _Seen, planOf: (image: ContainerImage) => ImagePlan | undefined,
): ImagePlan {
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
  const basePlans = new Map(stages.flatMap(({ base: { _builtImage: other } }) => (other === undefined ? [] : [[other, planOf(other)]])));
  const modelsWith = (seen: _RepositoryFiles | undefined, known: _KnownBases) => {
    const context = _BuildContext.of(contextPatterns, seen, by);
    return stages.length === 0 ? [] : groupModels(image, stages, known).map(group => createModel(image, stages, group, context, known));
  };
  const models = modelsWith(undefined, { library: _BaseLibrary.EMPTY, modelsOf: other => basePlans.get(other)?.models ?? [] });
  if (image._declared.archives) problems.push(..._findArchiveProblems(image.node.path, models));
  const seesMore = (files !== undefined && contextPaths.length > 0) || stages.some(({ base }) => isRead(base, bases))
    || [...basePlans.values()].some(plan => plan !== undefined && plan.observed !== plan.models);

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
    contexts: Object.entries(inputs.contexts).map(([name, { path, reference, layoutImage, builtImage: other }]): ContextPlan => (
      { name, path, reference, layoutImage, bakeTarget: other && _toImageName(other.node.id) }
    )),
    basePlans: [...basePlans.values()].filter(plan => plan !== undefined),
    check,
    skippedChecks: [],
    stages,
    targets: targets.map(({ stage, platforms }): TargetPlan => (
      { stage: stage.name, bakeTarget: `${_toImageName(image.node.id)}-${_toImageName(stage.name)}`, platforms }
    )),
    ...(image._declared.archives ? { archives: _planArchives(_toImageName(image.node.id), image.platforms) } : {}),
    contextPaths,
    contextPatterns,
    models,
    observed: seesMore ? modelsWith(files, { library: bases, modelsOf: other => basePlans.get(other)?.observed ?? [] }) : models,
    problems,
  });
}

/** A base that was read differs from platform to platform, and another image of the project may. */
function groupModels(image: ContainerImage, stages: StagePlan[], { library, modelsOf }: _KnownBases): Platform[][] {
  const differs = stages.some(({ base, runsOn }) => (
    (runsOn === StagePlatform.TARGET && isRead(base, library)) || (base._builtImage !== undefined && modelsOf(base._builtImage).length > 1)
  ));
  return differs ? image.platforms.map(platform => [platform]) : _groupPlatforms(image.platforms, stages.flatMap(({ steps }) => steps));
}

function isRead({ _imageName: name }: StageBase, library: _BaseLibrary): boolean {
  return name !== undefined && library.findAll(name).length > 0;
}

function createModel(image: ContainerImage, stages: StagePlan[], platforms: Platform[], context: _BuildContext, bases: _KnownBases): ImageModel {
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
  const base = StageBase._of(stage.base, stage.image._declared.inputs.contexts);
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
