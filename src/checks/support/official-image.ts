/** By the name alone: its tag may hold variables. */
const OFFICIAL = /^(docker\.io\/)?(library\/)?[^/$:@]+([:@]|$)/;

/**
 * Whether a base is one of Docker's official images, which have much in common: they are root's, but for some that are a server, and bring no
 * lists of packages.
 *
 * @see https://github.com/docker-library/official-images#consistency
 * @internal
 */
export function _isOfficialImage(reference: string): boolean {
  return OFFICIAL.test(reference);
}
