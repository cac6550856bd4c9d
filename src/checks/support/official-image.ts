import type { StageBase } from '../../plan';

/** By the name alone: its tag may hold variables. */
const OFFICIAL = /^(docker\.io\/)?(library\/)?[^/$:@]+([:@]|$)/;

/**
 * Whether a base is one of Docker's official images. They share conventions: except for some servers, they run as root, and they contain no
 * package lists.
 *
 * @see https://github.com/docker-library/official-images#consistency
 * @internal
 */
export function _isOfficialImage({ reference, _isContext }: StageBase): boolean {
  return !_isContext && OFFICIAL.test(reference);
}
