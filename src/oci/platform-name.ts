import { _formatPlatform } from '../core';

/**
 * The platform of a configuration that names none, as of an image that `crane append` puts on nothing.
 *
 * @internal
 */
export const _UNNAMED_PLATFORM = 'unnamed';

/**
 * The name of the platform that a descriptor or a configuration has, e.g. `linux/arm/v7`.
 *
 * @internal
 */
export function _formatImagePlatform(system: string, architecture: string, variant: string): string {
  return system === '' && architecture === '' ? _UNNAMED_PLATFORM : _formatPlatform(system, architecture, variant);
}

/**
 * Whether a platform is one of those to read.
 *
 * @param platforms undefined for all
 * @internal
 */
export function _isChosen(platform: string, platforms: readonly string[] | undefined): boolean {
  return platforms === undefined || platforms.includes(platform);
}
