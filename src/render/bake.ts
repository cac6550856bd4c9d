import { _printJson } from '../core';
import { ImagePlan, TargetPlan, _BAKE_VARIABLES } from '../plan';
import { createCacheTargets, createInputFields, createInputVariables } from './bake-inputs';
import { escapeLiteral, printCondition, printVariable } from './bake-text';

/** No provenance and no SBOM. */
const NO_ATTESTATIONS = ['type=provenance,disabled=true', 'type=sbom,disabled=true'];
const ATTESTATIONS = ['type=provenance,mode=max', 'type=sbom'];

const { registry: REGISTRY } = _BAKE_VARIABLES;

/** The group of all targets, further stages included. */
const ALL = 'all';

/**
 * `docker-bake.json`: one target per image, and one for each further target stage.
 *
 * @see https://docs.docker.com/build/bake/reference/
 * @internal
 */
export function _printBake(plans: readonly ImagePlan[], marker: string): string {
  const images = plans.map(({ bakeTarget }) => bakeTarget);
  const stages = plans.flatMap(({ targets }) => targets.map(({ bakeTarget }) => bakeTarget));
  return _printJson({
    '//': marker,
    'group': {
      default: { targets: images },
      // A target of that name would be hidden.
      ...(stages.length === 0 || images.includes(ALL) ? {} : { [ALL]: { targets: [...images, ...stages] } }),
    },
    'variable': {
      ...Object.fromEntries(plans.flatMap(({ releaseArg, unreleased, requiredArgs, inputs }) => [
        [releaseArg, { default: unreleased }],
        // Without a default, bake uses the environment variable.
        ...requiredArgs.filter(name => !Object.hasOwn(inputs.buildArgs, name)).map(name => [name, {}]),
      ])),
      [REGISTRY]: { default: '' },
      ...createInputVariables(plans),
    },
    'target': Object.fromEntries(plans.flatMap(plan => [
      [plan.bakeTarget, createImageTarget(plan)],
      ...plan.targets.map(target => createStageTarget(plan, target)),
    ])),
  });
}

function createImageTarget(plan: ImagePlan): object {
  return {
    context: '.',
    dockerfile: escapeLiteral(plan.dockerfile),
    platforms: plan.platforms.map(({ name }) => name),
    args: { [plan.releaseArg]: printVariable(plan.releaseArg), ...createArgs(plan) },
    labels: Object.fromEntries(Object.entries(plan.labels).map(([key, value]) => [escapeLiteral(key), escapeLiteral(value)])),
    tags: [printTag(plan, printVariable(plan.releaseArg))],
    attest: plan.target.attestations ? ATTESTATIONS : NO_ATTESTATIONS,
    ...createInputFields(plan),
    ...createCacheTargets(plan),
  };
}

/** A stage that is built by name is not a release, so it has neither labels nor attestations. */
function createStageTarget(plan: ImagePlan, { stage, bakeTarget, platforms }: TargetPlan): [string, object] {
  const args = createArgs(plan);
  return [bakeTarget, {
    context: '.',
    dockerfile: escapeLiteral(plan.dockerfile),
    target: escapeLiteral(stage),
    ...(Object.keys(args).length === 0 ? {} : { args }),
    ...(platforms === undefined ? {} : { platforms: platforms.map(each => each.name) }),
    tags: [printTag(plan, escapeLiteral(stage))],
    attest: NO_ATTESTATIONS,
    ...createInputFields(plan),
  }];
}

/** The build arguments other than the release: values of the image, and variables for those that the build must set. */
function createArgs({ requiredArgs, inputs: { buildArgs } }: ImagePlan): Record<string, string> {
  return {
    ...Object.fromEntries(requiredArgs.map(name => [name, printVariable(name)])),
    ...Object.fromEntries(Object.entries(buildArgs).map(([name, value]) => [name, escapeLiteral(value)])),
  };
}

/** The tag in the registry, or a local one without a registry. */
function printTag({ bakeTarget }: ImagePlan, tag: string): string {
  const registry = printCondition(REGISTRY, `${printVariable(REGISTRY)}/`);
  return `${registry}${escapeLiteral(bakeTarget)}:${tag}`;
}
