import { _printJson } from '../core';
import { ImagePlan, TargetPlan, _BAKE_VARIABLES } from '../plan';
import { createArchiveGroups, createArchiveTargets, createArchiveVariables } from './bake-archives';
import { createArgs, createAttestations, createLabels, printTag } from './bake-fields';
import { createCacheTargets, createInputFields, createInputVariables } from './bake-inputs';
import { escapeLiteral, printVariable } from './bake-text';

const { registry: REGISTRY } = _BAKE_VARIABLES;

/** The group of all targets, further stages included. */
const ALL = 'all';

/**
 * `docker-bake.json`: one target per image, one for each further target stage, and one for each archive.
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
      ...createArchiveGroups(plans),
    },
    'variable': {
      ...createArchiveVariables(plans),
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
      ...createArchiveTargets(plan),
    ])),
  });
}

function createImageTarget(plan: ImagePlan): object {
  return {
    context: '.',
    dockerfile: escapeLiteral(plan.dockerfile),
    platforms: plan.platforms.map(({ name }) => name),
    args: { [plan.releaseArg]: printVariable(plan.releaseArg), ...createArgs(plan) },
    labels: createLabels(plan),
    tags: [printTag(plan, printVariable(plan.releaseArg))],
    attest: createAttestations(plan.target.attestations),
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
    attest: createAttestations(false),
    ...createInputFields(plan),
  }];
}
