import { _UNRELEASED } from '../../image';
import type { ImagePlan } from '../image-plan';

/** No provenance and no SBOM. */
const NO_ATTESTATIONS = ['type=provenance,disabled=true', 'type=sbom,disabled=true'];
const ATTESTATIONS = ['type=provenance,mode=max', 'type=sbom'];

/**
 * `docker-bake.json`: one target an image.
 *
 * @see https://docs.docker.com/build/bake/reference/
 * @internal
 */
export function _bake(plans: readonly ImagePlan[], marker: string): string {
  return `${JSON.stringify({
    '//': marker,
    'group': { default: { targets: plans.map(_targetName) } },
    'variable': Object.fromEntries(plans.map(({ releaseArg }) => [releaseArg, { default: _UNRELEASED }])),
    'target': Object.fromEntries(plans.map(plan => [_targetName(plan), {
      context: '.',
      dockerfile: plan.dockerfile,
      platforms: plan.platforms.map(({ name }) => name),
      args: { [plan.releaseArg]: `\${${plan.releaseArg}}` },
      labels: Object.fromEntries(Object.entries(plan.labels).map(([key, value]) => [key, literal(value)])),
      tags: [`${_targetName(plan)}:\${${plan.releaseArg}}`],
      attest: plan.target.attestations ? ATTESTATIONS : NO_ATTESTATIONS,
    }])),
  }, undefined, 2)}\n`;
}

/** HCL, also in JSON, expands `${…}` and `%{…}`. */
function literal(value: string): string {
  return value.replace(/([$%])\{/g, '$1$1{');
}

/**
 * What bake calls an image: letters, digits, `_` and `-` are allowed.
 *
 * @internal
 */
export function _targetName({ name }: ImagePlan): string {
  return name.replace(/[^A-Za-z0-9_-]+/g, '-').toLowerCase();
}
