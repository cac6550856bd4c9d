import { _formatPlatform } from '../core';

/**
 * The platform of a configuration that names none, as `crane append` without a base writes it.
 *
 * @internal
 */
export const _UNNAMED_PLATFORM = 'unnamed';

/**
 * The name of the platform of a descriptor or a configuration, e.g. `linux/arm/v7`.
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
