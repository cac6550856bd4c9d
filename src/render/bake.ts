import { _jsonText } from '../core';
import { _UNRELEASED, _imageName } from '../image';
import type { ImagePlan } from '../plan';

/** No provenance and no SBOM. */
const NO_ATTESTATIONS = ['type=provenance,disabled=true', 'type=sbom,disabled=true'];
const ATTESTATIONS = ['type=provenance,mode=max', 'type=sbom'];

/**
 * `docker-bake.json`: one target an image, and one for each further stage that is kept.
 *
 * @see https://docs.docker.com/build/bake/reference/
 * @internal
 */
export function _bake(plans: readonly ImagePlan[], marker: string): string {
  return _jsonText({
    '//': marker,
    'group': { default: { targets: plans.map(_targetName) } },
    'variable': Object.fromEntries(plans.flatMap(({ releaseArg, requiredArgs }) => [
      [releaseArg, { default: _UNRELEASED }],
      // Without a default, bake takes the variable of the environment.
      ...requiredArgs.map(name => [name, {}]),
    ])),
    'target': Object.fromEntries(plans.flatMap(plan => [[_targetName(plan), imageTarget(plan)], ...plan.targets.map(target => stageTarget(plan, target))])),
  });
}

function imageTarget(plan: ImagePlan): object {
  return {
    context: '.',
    dockerfile: literal(plan.dockerfile),
    platforms: plan.platforms.map(({ name }) => name),
    args: Object.fromEntries([plan.releaseArg, ...plan.requiredArgs].map(variableArg)),
    labels: Object.fromEntries(Object.entries(plan.labels).map(([key, value]) => [literal(key), literal(value)])),
    tags: [`${_targetName(plan)}:${variable(plan.releaseArg)}`],
    attest: plan.target.attestations ? ATTESTATIONS : NO_ATTESTATIONS,
  };
}

/** A stage that is built by its name: it is no release, so it has neither labels nor attestations. */
function stageTarget(plan: ImagePlan, { stage, platforms }: ImagePlan['targets'][number]): [string, object] {
  return [_stageTargetName(plan, stage.name), {
    context: '.',
    dockerfile: literal(plan.dockerfile),
    target: literal(stage.name),
    ...(plan.requiredArgs.length === 0 ? {} : { args: Object.fromEntries(plan.requiredArgs.map(variableArg)) }),
    ...(platforms === undefined ? {} : { platforms: platforms.map(each => each.name) }),
    tags: [`${_targetName(plan)}:${literal(stage.name)}`],
    attest: NO_ATTESTATIONS,
  }];
}

/** An argument that a variable of bake sets. */
function variableArg(name: string): [string, string] {
  return [name, variable(name)];
}

/** The value of a variable of bake. Its name is that of a build argument: letters, digits and `_`. */
function variable(name: string): string {
  return `\${${name}}`;
}

/** A text or a key that means itself. HCL, also in JSON, expands `${…}` and `%{…}` in both. */
function literal(value: string): string {
  return value.replace(/([$%])\{/g, '$1$1{');
}

/**
 * What bake calls an image.
 *
 * @internal
 */
export function _targetName({ name }: ImagePlan): string {
  return _imageName(name);
}

/**
 * What bake calls a stage that is kept.
 *
 * @internal
 */
export function _stageTargetName(plan: ImagePlan, stage: string): string {
  return `${_targetName(plan)}-${_imageName(stage)}`;
}
