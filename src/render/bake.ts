import { _jsonText } from '../core';
import type { ImagePlan, TargetPlan } from '../plan';

/** No provenance and no SBOM. */
const NO_ATTESTATIONS = ['type=provenance,disabled=true', 'type=sbom,disabled=true'];
const ATTESTATIONS = ['type=provenance,mode=max', 'type=sbom'];

/**
 * `docker-bake.json`: one target per image, and one for each further target stage.
 *
 * @see https://docs.docker.com/build/bake/reference/
 * @internal
 */
export function _bake(plans: readonly ImagePlan[], marker: string): string {
  return _jsonText({
    '//': marker,
    'group': { default: { targets: plans.map(({ bakeTarget }) => bakeTarget) } },
    'variable': Object.fromEntries(plans.flatMap(({ releaseArg, unreleased, requiredArgs }) => [
      [releaseArg, { default: unreleased }],
      // Without a default, bake uses the environment variable.
      ...requiredArgs.map(name => [name, {}]),
    ])),
    'target': Object.fromEntries(plans.flatMap(plan => [[plan.bakeTarget, imageTarget(plan)], ...plan.targets.map(target => stageTarget(plan, target))])),
  });
}

function imageTarget(plan: ImagePlan): object {
  return {
    context: '.',
    dockerfile: literal(plan.dockerfile),
    platforms: plan.platforms.map(({ name }) => name),
    args: Object.fromEntries([plan.releaseArg, ...plan.requiredArgs].map(variableArg)),
    labels: Object.fromEntries(Object.entries(plan.labels).map(([key, value]) => [literal(key), literal(value)])),
    tags: [`${plan.bakeTarget}:${variable(plan.releaseArg)}`],
    attest: plan.target.attestations ? ATTESTATIONS : NO_ATTESTATIONS,
  };
}

/** A stage that is built by name is not a release, so it has neither labels nor attestations. */
function stageTarget(plan: ImagePlan, { stage, bakeTarget, platforms }: TargetPlan): [string, object] {
  return [bakeTarget, {
    context: '.',
    dockerfile: literal(plan.dockerfile),
    target: literal(stage),
    ...(plan.requiredArgs.length === 0 ? {} : { args: Object.fromEntries(plan.requiredArgs.map(variableArg)) }),
    ...(platforms === undefined ? {} : { platforms: platforms.map(each => each.name) }),
    tags: [`${plan.bakeTarget}:${literal(stage)}`],
    attest: NO_ATTESTATIONS,
  }];
}

/** A build argument that a bake variable sets. */
function variableArg(name: string): [string, string] {
  return [name, variable(name)];
}

/** The value of a bake variable. Its name is that of a build argument: letters, digits and `_`. */
function variable(name: string): string {
  return `\${${name}}`;
}

/** A literal text or key. HCL, even in JSON, expands `${…}` and `%{…}` in both. */
function literal(value: string): string {
  return value.replace(/([$%])\{/g, '$1$1{');
}
