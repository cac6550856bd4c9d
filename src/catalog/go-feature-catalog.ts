import type { Severity } from '../core';
import { _compareVersions, type _VersionRange } from './version-range';

/**
 * The optional features of a Go program that build tags choose, with all known facts about them.
 *
 * @internal
 */
export interface _GoFeatureCatalog {
  /** Name of the program in messages. */
  readonly program: string;
  /** The minor versions whose features are known, oldest first, e.g. `1.98`; empty for a program whose features never change. */
  readonly minors: readonly string[];
  /** The needs of each feature, by the minor that introduced them, oldest first; null if that minor removed the feature. */
  readonly features: Readonly<Record<string, Readonly<Record<string, readonly string[] | null>>>>;
  readonly couplings: readonly _GoFeatureCoupling[];
  readonly losses: readonly _GoFeatureLoss[];
  /** Programs that a feature calls when it runs. */
  readonly commands: Readonly<Record<string, readonly string[]>>;
}

/**
 * A feature that another one needs although the program does not declare it.
 *
 * @internal
 */
export interface _GoFeatureCoupling extends _VersionRange {
  readonly feature: string;
  readonly other: string;
  /** `needs`: leaving it out is an error. `wants`: it is kept unless it is left out on purpose. */
  readonly strength: 'needs' | 'wants';
  /** Printed behind "needed by …:", so it has no full stop. */
  readonly because: string;
  readonly source: string;
}

/**
 * The loss without a feature whose name does not reveal it.
 *
 * @internal
 */
export interface _GoFeatureLoss extends _VersionRange {
  readonly feature: string;
  readonly severity: Severity;
  /** A whole sentence. */
  readonly loss: string;
  readonly source: string;
}

/**
 * The minor of a version, e.g. `1.98` of `v1.98.3`; undefined for any other text.
 *
 * @internal
 */
export function _parseMinor(version: string): string | undefined {
  return /^v?(\d+\.\d+)(?:\.\d+)?(?:[-+].*)?$/.exec(version)?.[1];
}

/**
 * The needs of the features of one minor, by name.
 *
 * @internal
 */
export function _listFeatures({ features }: _GoFeatureCatalog, minor: string): Map<string, readonly string[]> {
  const current = new Map<string, readonly string[]>();
  for (const [name, changes] of Object.entries(features)) {
    let needs: readonly string[] | null = null;
    for (const [since, then] of Object.entries(changes)) { // oldest first
      if (_compareVersions(since, minor) <= 0) needs = then;
    }
    if (needs !== null) current.set(name, needs);
  }
  return current;
}

/**
 * What each feature needs in any of the known minors, by name.
 *
 * @internal
 */
export function _listAllNeeds({ features }: _GoFeatureCatalog): Map<string, readonly string[]> {
  return new Map(Object.entries(features).map(([name, changes]) => [name, [...new Set(Object.values(changes).flatMap(needs => needs ?? []))]]));
}
