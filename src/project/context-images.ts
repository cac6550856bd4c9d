import { Problem, Severity } from '../core';
import { ImagePlan, _BAKE_FILE } from '../plan';

/** An image that another one uses as a context: its path, and its plan if it is in the same bake file. */
interface UsedImage {
  readonly context: string;
  readonly path: string;
  readonly plan?: ImagePlan;
}

/** Reports contexts that are images of another project, or for fewer platforms. An image is declared before those that use it: there is no circle. */
export function findContextImageProblems(plans: readonly ImagePlan[]): Problem[] {
  const usesOf = ({ inputs }: ImagePlan) => Object.entries(inputs.contexts).flatMap(([context, { builtImage: image }]): UsedImage[] => (
    image === undefined ? [] : [{ context, path: image.node.path, plan: plans.find(({ by }) => by.construct === image.node.path) }]
  ));
  return plans.flatMap(plan => [
    ...usesOf(plan).filter(use => use.plan === undefined).map(use => describeForeign(plan, use)),
    ...usesOf(plan).flatMap(use => describeMissingPlatforms(plan, use)),
  ]);
}

function describeForeign({ by }: ImagePlan, { context, path }: UsedImage): Problem {
  return {
    id: 'project/context-image',
    by,
    where: by.construct,
    what: `The context "${context}" is the image ${path}, which is not declared in the same project.`,
    why: `${_BAKE_FILE} has only the images of its own project.`,
    fix: 'Declare both images in one project, or publish that image and use it by digest: NamedContext.registry(…).',
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
