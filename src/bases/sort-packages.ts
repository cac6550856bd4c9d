import type { _BasePackage } from './base-facts';

/**
 * Sorts packages by name, then version.
 *
 * @internal
 */
export function _sortPackages(packages: readonly _BasePackage[]): _BasePackage[] {
  const isBefore = (a: _BasePackage, b: _BasePackage) => (a.name === b.name ? a.version < b.version : a.name < b.name);
  return [...packages].sort((a, b) => (isBefore(a, b) ? -1 : 1));
}
