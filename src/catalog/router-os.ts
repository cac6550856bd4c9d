import type { _RouterOsDevice } from './router-os-device';
import { ROUTER_OS_ARGUMENTS, ROUTER_OS_VERSIONS } from './routeros-arguments.generated';
import { ROUTER_OS_DEVICES } from './routeros-devices.generated';
import { _appliesTo, _compareVersions } from './version-range';

/**
 * The least that RouterOS itself takes of the flash, in MiB: devices with 16 MB have 1.2 to 3 MiB free.
 *
 * @internal
 */
export const _ROUTER_OS_OWN_FLASH = 13;

/**
 * The oldest version for which deployments are written.
 *
 * @internal
 */
export const _ROUTER_OS_OLDEST = ROUTER_OS_VERSIONS[0];

/**
 * The newest version whose command tree is known.
 *
 * @internal
 */
export const _ROUTER_OS_NEWEST = ROUTER_OS_VERSIONS[ROUTER_OS_VERSIONS.length - 1];

/**
 * The versions whose command trees are known, the oldest first.
 *
 * @internal
 */
export function _listRouterOsVersions(): readonly string[] {
  return ROUTER_OS_VERSIONS;
}

/**
 * The known products.
 *
 * @internal
 */
export function _listRouterOsDevices(): readonly _RouterOsDevice[] {
  return ROUTER_OS_DEVICES;
}

/**
 * Finds a product by its name or code, in any case.
 *
 * @internal
 */
export function _findRouterOsDevice(text: string): _RouterOsDevice | undefined {
  const wanted = text.toLowerCase();
  return ROUTER_OS_DEVICES.find(({ product, code }) => [product, code].some(each => each.toLowerCase() === wanted));
}

/**
 * Whether a command has an argument in a version. An argument that is not in the table is in all versions.
 *
 * @internal
 */
export function _hasRouterOsArgument(command: string, argument: string, version: string): boolean {
  const range = ROUTER_OS_ARGUMENTS[command]?.[argument];
  return range === undefined || _appliesTo(version, range);
}

/**
 * Describes the versions that have an argument: `from 7.22`, `before 7.23`.
 *
 * @internal
 */
export function _describeRouterOsRange(command: string, argument: string): string {
  const { since, until } = ROUTER_OS_ARGUMENTS[command]?.[argument] ?? {};
  return [...since === undefined ? [] : [`from ${since}`], ...until === undefined ? [] : [`before ${until}`]].join(', ');
}

/**
 * The versions from which a command may have other arguments than before, from the given one on; that one comes first.
 *
 * @internal
 */
export function _listRouterOsSteps(from: string): string[] {
  const steps = Object.values(ROUTER_OS_ARGUMENTS).flatMap(rows => Object.values(rows)).flatMap(({ since, until }) => [since, until]);
  return [...new Set([from, ...steps.filter(step => step !== undefined && _compareVersions(step, from) > 0)])].map(String).sort(_compareVersions);
}

/**
 * Whether this is a version that deployments can be written for: its number is between the oldest and the newest known version, or a later
 * patch of a known minor version.
 *
 * @internal
 */
export function _isRouterOsVersion(text: string): boolean {
  return /^7\.\d{2}(\.\d{1,2})?$/.test(text) && _compareVersions(text, _ROUTER_OS_OLDEST) >= 0
    && ROUTER_OS_VERSIONS.some(known => known.split('.')[1] === text.split('.')[1]);
}

/**
 * A version as one number, as the scripts compare it: 7.21.2 is 7021002.
 *
 * @internal
 */
export function _numberRouterOsVersion(version: string): number {
  const [major, minor = 0, patch = 0] = version.split('.').map(Number);
  return major * 1_000_000 + minor * 1_000 + patch;
}
