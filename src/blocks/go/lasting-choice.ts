import type { GoFeatureReason } from './go-features';
import { _listAllNeeds, type _GoFeatureCatalog, type _GoFeatureCoupling } from '../../catalog';

/**
 * What a choice of features means in every version of a program: the build adds what else the version needs.
 *
 * @internal
 */
export interface _LastingChoice {
  readonly kept: readonly GoFeatureReason[];
  readonly omitted: readonly GoFeatureReason[];
  /** What may apply to the kept features, and to what they need in any known version. */
  readonly couplings: readonly _GoFeatureCoupling[];
}

/**
 * The part of a choice that does not depend on the version, so that a text made of it stays right when a bot moves the version.
 *
 * @internal
 */
export function _findLastingChoice(catalog: _GoFeatureCatalog, keep: readonly GoFeatureReason[], omit: readonly GoFeatureReason[]): _LastingChoice {
  const needs = _listAllNeeds(catalog);
  const omitted = new Set(omit.map(({ name }) => name));
  const found = new Set(keep.map(({ name }) => name));
  const couplings = catalog.couplings.filter(({ other }) => !omitted.has(other));
  for (const name of found) { // grows during the loop
    for (const other of needs.get(name) ?? []) found.add(other);
    for (const { feature, other } of couplings) if (feature === name) found.add(other);
  }
  const kept = new Set(keep.map(({ name }) => name));
  return {
    kept: keep.map(_joinLines),
    omitted: omit.map(_joinLines),
    couplings: couplings.filter(({ feature, other }) => found.has(feature) && !kept.has(other)),
  };
}

/**
 * A feature with its reason in one line.
 *
 * @internal
 */
export function _joinLines({ name, reason }: GoFeatureReason): GoFeatureReason {
  return reason === undefined ? { name } : { name, reason: reason.trim().replace(/\s+/g, ' ') };
}
