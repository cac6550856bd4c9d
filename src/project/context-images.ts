import { Problem, Severity } from '../core';
import { ImagePlan, _BAKE_FILE } from '../plan';

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

/** A stage that runs on the machine that builds needs only the image for that. */
function describeMissingPlatforms({ by, name, platforms }: ImagePlan, { context, plan }: UsedImage): Problem[] {
  const missing = plan === undefined ? [] : platforms.filter(each => !plan.platforms.some(other => other.name === each.name));
  return missing.length === 0 ? [] : [{
    id: 'project/context-platform',
    severity: Severity.WARNING,
    by,
    where: by.construct,
    what: `The image ${name} is built for ${missing.join(', ')}, but the image ${plan!.name}, its context "${context}", is not.`,
    why: 'A stage for one of these platforms that starts from the context, or copies from it, does not build.',
    fix: `Build ${plan!.name} for the same platforms.`,
  }];
}
