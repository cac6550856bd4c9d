import { Problem, Severity } from '../core';
import { StagePlatform } from '../image';
import { ImagePlan, StageModel, _BAKE_FILE } from '../plan';

/** An image that another one uses as a context: its path, and its plan if it is in the same bake file. */
interface UsedImage {
  readonly context: string;
  readonly path: string;
  readonly plan?: ImagePlan;
}

type UsesOf = (plan: ImagePlan) => UsedImage[];

/** Reports contexts that are images of another project, or for fewer platforms, and images that use each other. */
export function findContextImageProblems(plans: readonly ImagePlan[]): Problem[] {
  const usesOf: UsesOf = ({ inputs }: ImagePlan) => Object.entries(inputs.contexts).flatMap(([context, { builtImage: image }]): UsedImage[] => (
    image === undefined ? [] : [{ context, path: image.node.path, plan: plans.find(({ by }) => by.construct === image.node.path) }]
  ));
  const inCircles = new Set<ImagePlan>();
  return plans.flatMap(plan => [
    ...findCircle(plan, usesOf, inCircles),
    ...usesOf(plan).filter(use => use.plan === undefined).map(use => describeForeign(plan, use)),
    ...usesOf(plan).flatMap(use => describeMissingPlatforms(plan, use)),
  ]);
}

/**
 * Reports the first circle that leads back to an image.
 *
 * @param inCircles the images of circles that are reported already; receives those of this one
 */
function findCircle(plan: ImagePlan, usesOf: UsesOf, inCircles: Set<ImagePlan>): Problem[] {
  const seen = new Set<ImagePlan>();
  const findWayBack = (from: ImagePlan): ImagePlan[] | undefined => {
    if (seen.has(from)) return from === plan ? [] : undefined;
    seen.add(from);
    for (const { plan: next } of usesOf(from)) {
      const way = next && findWayBack(next);
      if (way !== undefined) return [from, ...way];
    }
    return undefined;
  };
  const circle = inCircles.has(plan) ? undefined : findWayBack(plan);
  if (circle === undefined) return [];
  circle.forEach(each => inCircles.add(each));
  return [describeCircle(plan, circle)];
}

function describeCircle({ by, name }: ImagePlan, circle: readonly ImagePlan[]): Problem {
  return {
    id: 'project/context-circle',
    by,
    where: by.construct,
    what: circle.length === 1
      ? `The image ${name} starts from itself, or has itself as a context.`
      : `Images need each other: ${[...circle.map(each => each.name), name].join(' <- ')}.`,
    why: 'An image is built after those that it starts from and those that are its contexts. Bake stops: "infinite loop", or "cannot link to itself".',
    fix: 'Move the part that both need into an image of its own, or continue a stage of the same image: BaseImage.stage(…).',
  };
}

function describeForeign({ by }: ImagePlan, { context, path }: UsedImage): Problem {
  return {
    id: 'project/context-image',
    by,
    where: by.construct,
    what: `The context "${context}" is the image ${path}, which is not declared in the same project.`,
    why: `${_BAKE_FILE} has only the images of its own project.`,
    fix: 'Declare both images in one project, or publish that image and use it by digest: BaseImage.registry(…), or NamedContext.registry(…).',
  };
}

/** Stages that start from an image need it for their platforms. Copies from it, and stages on the machine that builds, may or may not. */
function describeMissingPlatforms(own: ImagePlan, { context, plan }: UsedImage): Problem[] {
  if (plan === undefined) return [];
  const { by, name, platforms } = own;
  const lacks = (platform: string) => !plan.platforms.some(other => other.name === platform);
  const needs = listNeeds(own, context);
  const started = needs.filter(({ platform }) => platform !== undefined && lacks(platform));
  const missing = platforms.map(each => each.name).filter(each => lacks(each) && !started.some(({ platform }) => platform === each));
  const common = { id: 'project/context-platform', by, where: by.construct, fix: `Build ${plan.name} for the same platforms.` };
  return [
    ...started.map(({ stage, platform }): Problem => ({
      ...common,
      what: `The stage "${stage}" of the image ${name} starts from the image ${plan.name}, its context "${context}", for ${platform}, and that image is not built for it.`,
      why: 'The build stops: BuildKit has no image to start from.',
    })),
    ...needs.filter(({ argument }) => argument !== undefined).map(({ stage, argument }): Problem => ({
      ...common,
      severity: Severity.WARNING,
      what: `A build argument decides for which platform the stage "${stage}" of the image ${name} starts from the image ${plan.name}: ${argument}. It is not known whether that image is built for it.`,
      why: 'For any other platform, the build stops.',
      fix: `Build ${plan.name} for every platform that the argument can have: ${plan.platforms.join(', ')} so far. Or write the platform itself.`,
    })),
    ...missing.length === 0 ? [] : [{
      ...common,
      severity: Severity.WARNING,
      what: `The image ${name} is built for ${missing.join(', ')}, but the image ${plan.name}, its context "${context}", is not.`,
      why: 'A stage for one of these platforms that starts from the context, or copies from it, does not build.',
    }],
  ];
}

/** For which platform a stage starts from an image: one that is known, or one that a build argument decides. */
interface Need {
  readonly stage: string;
  readonly platform?: string;
  readonly argument?: string;
}

/** Lists the needs of all stages that start from a context, each once. What is for the machine that builds is left out: it may be any. */
function listNeeds({ models }: ImagePlan, context: string): Need[] {
  const all = models.flatMap(({ stages, platforms }) => stages.filter(({ base }) => base._builtImage !== undefined && base.reference === context)
    .flatMap(stage => platforms.flatMap(({ name }) => findNeed(stage, name) ?? [])));
  return [...new Map(all.map(need => [JSON.stringify(need), need])).values()];
}

function findNeed({ name: stage, base: { _platform: word, _fixedPlatform: fixed }, runsOn }: StageModel, platform: string): Need | undefined {
  const written = word?._print('item') ?? (runsOn === StagePlatform.BUILD ? '$BUILDPLATFORM' : '$TARGETPLATFORM');
  if (fixed !== undefined) return { stage, platform: fixed };
  if (written === '$TARGETPLATFORM') return { stage, platform };
  return written === '$BUILDPLATFORM' ? undefined : { stage, argument: written };
}
