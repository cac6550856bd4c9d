import { _findOwn } from '../core';
import { _findKnownBase } from './known-base';
import { TAILSCALE_GO } from './tailscale-features.generated';
import { _compareVersions } from './version-range';

/** The minimum Go version of each release of a module, oldest first. */
const RELEASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'tailscale.com': TAILSCALE_GO,
};

/**
 * The minimum Go version in the `go.mod` of a module's release; undefined if unknown. For a release that is newer than the catalog, it is
 * that of the last known release in the same minor, because the minimum never decreases there.
 *
 * @param module e.g. `tailscale.com`
 * @param version e.g. `v1.98.3`
 * @internal
 */
export function _findLeastGo(module: string, version: string): string | undefined {
  const [, release, minor] = /^v?((\d+\.\d+)\.\d+)$/.exec(version) ?? [];
  const releases = _findOwn(RELEASES, module);
  if (release === undefined || releases === undefined) return undefined;
  const earlier = Object.keys(releases).filter(each => each.startsWith(`${minor}.`) && _compareVersions(each, release) <= 0);
  return earlier.length === 0 ? undefined : releases[earlier[earlier.length - 1]];
}

/**
 * Whether a version of Go is older than another; undefined if they are equal up to the shorter one, e.g. `1.26` and `1.26.3`.
 *
 * @internal
 */
export function _isOlderGo(version: string, than: string): boolean | undefined {
  const given = version.split('.');
  const wanted = than.split('.');
  if (given.length < wanted.length && wanted.slice(0, given.length).join('.') === version) return undefined;
  return _compareVersions(version, than) < 0;
}

/**
 * The version of Go in an image, if it is older than needed and does not download another: that of an official image, which has
 * `GOTOOLCHAIN=local` (https://github.com/docker-library/golang/pull/491). Undefined in all other cases.
 *
 * @param reference of the image, e.g. `golang:1.26.3-alpine@sha256:…`
 * @param least e.g. `1.26.5`
 * @internal
 */
export function _findOlderGo(reference: string, least: string): string | undefined {
  const own = /(?:^|\/)golang:(\d+(?:\.\d+)+)/.exec(reference)?.[1];
  return own !== undefined && _findKnownBase(reference)?.environment?.GOTOOLCHAIN === 'local' && _isOlderGo(own, least) ? own : undefined;
}
