import { _printJson } from '../core';
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
export function _printBake(plans: readonly ImagePlan[], marker: string): string {
  return _printJson({
    '//': marker,
    'group': { default: { targets: plans.map(({ bakeTarget }) => bakeTarget) } },
    'variable': Object.fromEntries(plans.flatMap(({ releaseArg, unreleased, requiredArgs }) => [
      [releaseArg, { default: unreleased }],
      // Without a default, bake uses the environment variable.
      ...requiredArgs.map(name => [name, {}]),
    ])),
    'target': Object.fromEntries(plans.flatMap(plan => [[plan.bakeTarget, createImageTarget(plan)], ...plan.targets.map(target => createStageTarget(plan, target))])),
  });
}

function createImageTarget(plan: ImagePlan): object {
  return {
    context: '.',
    dockerfile: escapeLiteral(plan.dockerfile),
    platforms: plan.platforms.map(({ name }) => name),
    args: Object.fromEntries([plan.releaseArg, ...plan.requiredArgs].map(createVariableArg)),
    labels: Object.fromEntries(Object.entries(plan.labels).map(([key, value]) => [escapeLiteral(key), escapeLiteral(value)])),
    tags: [`${plan.bakeTarget}:${printVariable(plan.releaseArg)}`],
    attest: plan.target.attestations ? ATTESTATIONS : NO_ATTESTATIONS,
  };
}

/** A stage that is built by name is not a release, so it has neither labels nor attestations. */
function createStageTarget(plan: ImagePlan, { stage, bakeTarget, platforms }: TargetPlan): [string, object] {
  return [bakeTarget, {
    context: '.',
    dockerfile: escapeLiteral(plan.dockerfile),
    target: escapeLiteral(stage),
    ...(plan.requiredArgs.length === 0 ? {} : { args: Object.fromEntries(plan.requiredArgs.map(createVariableArg)) }),
    ...(platforms === undefined ? {} : { platforms: platforms.map(each => each.name) }),
    tags: [`${plan.bakeTarget}:${escapeLiteral(stage)}`],
    attest: NO_ATTESTATIONS,
  }];
}

/** A build argument that a bake variable sets. */
function createVariableArg(name: string): [string, string] {
  return [name, printVariable(name)];
}

/** The value of a bake variable. Its name is that of a build argument: letters, digits and `_`. */
function printVariable(name: string): string {
  return `\${${name}}`;
}

/** A literal text or key. HCL, even in JSON, expands `${…}` and `%{…}` in both. */
function escapeLiteral(value: string): string {
  return value.replace(/([$%])\{/g, '$1$1{');
}
