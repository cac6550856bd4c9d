import type { Severity } from '../core';
import { _compareVersions, type _VersionRange } from './version-range';

/**
 * The optional features of a Go program that are chosen by build tags, and everything known about them.
 *
 * @internal
 */
export interface _GoFeatureCatalog {
  /** What messages call the program. */
  readonly program: string;
  /** The minor versions whose features are known, oldest first, e.g. `1.98`; empty for a program whose features are the same in all. */
  readonly minors: readonly string[];
  /** What each feature needs, by the minor since which it does, oldest first; null where it is gone. */
  readonly features: Readonly<Record<string, Readonly<Record<string, readonly string[] | null>>>>;
  /** The build tag of a feature that is kept or left out; unset where the program needs none. */
  readonly tag: (feature: string, kept: boolean) => string | undefined;
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
 * What is lost without a feature that one would not miss by its name.
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
 * The minor of a version, e.g. `1.98` of `v1.98.3`; nothing for what is no version.
 *
 * @internal
 */
export function _minorOf(version: string): string | undefined {
  return /^v?(\d+\.\d+)(?:\.\d+)?(?:[-+].*)?$/.exec(version)?.[1];
}

/**
 * What the features of one minor need, by name.
 *
 * @internal
 */
export function _featuresOf({ features }: _GoFeatureCatalog, minor: string): Map<string, readonly string[]> {
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
