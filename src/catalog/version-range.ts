/**
 * The versions to which a row of a table applies.
 *
 * @internal
 */
export interface _VersionRange {
  /** First version; unset for all earlier ones. */
  readonly since?: string;
  /** First version to which it no longer applies; unset for all later ones. */
  readonly until?: string;
}

/**
 * Compares versions by number: 1.98 comes before 1.100.
 *
 * @internal
 */
export function _compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map(version => version.split('.').map(Number));
  const at = left.findIndex((number, i) => number !== (right[i] ?? 0));
  return at < 0 ? left.length - right.length : left[at] - (right[at] ?? 0);
}

/**
 * Whether a row applies to a version.
 *
 * @internal
 */
export function _appliesTo(version: string, { since, until }: _VersionRange): boolean {
  return (since === undefined || _compareVersions(since, version) <= 0) && (until === undefined || _compareVersions(version, until) < 0);
}
