import type { _BaseSystem } from '../../bases';

/** Where the description of the distribution is; the first that exists counts. */
export const SYSTEM_FILES: readonly string[] = ['/etc/os-release', '/usr/lib/os-release'];

/**
 * Reads the distribution from the text of os-release.
 *
 * @see https://www.freedesktop.org/software/systemd/man/latest/os-release.html
 */
export function readSystem(text: string): _BaseSystem {
  const find = (name: string) => new RegExp(`^${name}=(["']?)(.*)\\1\\s*$`, 'm').exec(text)?.[2] ?? '';
  return { id: find('ID') || 'linux', version: find('VERSION_ID'), codename: find('VERSION_CODENAME') };
}
