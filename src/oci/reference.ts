import { existsSync } from 'node:fs';
import { _joinFew, _quote, _refuseImage } from './refusal';

/** The names of image formats in skopeo and podman. Here the format is detected. */
const TRANSPORT = /^(?:oci|oci-archive|docker-archive|dir):(?!\/\/)/;

/**
 * Splits a path from the reference after a colon: `image.tar:1.2`, `oci:layout:latest`, as in skopeo. An existing path
 * is never cut.
 *
 * @internal
 */
export function _splitImagePath(given: string): { path: string; reference?: string } {
  if (existsSync(given)) return { path: given };
  const rest = given.replace(TRANSPORT, '');
  if (rest !== given && existsSync(rest)) return { path: rest };
  for (let colon = rest.indexOf(':'); colon > 0; colon = rest.indexOf(':', colon + 1)) {
    const path = rest.slice(0, colon);
    if (colon < rest.length - 1 && existsSync(path)) return { path, reference: rest.slice(colon + 1) };
  }
  return { path: given };
}

/**
 * Whether a name matches a reference: the same name, or one with that tag.
 *
 * @internal
 */
export function _isNamed(name: string, reference: string): boolean {
  return name === reference || name.endsWith(`:${reference}`) || name.endsWith(`/${reference}`);
}

/**
 * @throws `oci/reference`, always
 * @internal
 */
export function _refuseUnknownReference(reference: string, names: readonly string[], where: string): never {
  const there = names.length === 0 ? 'No image in it has a name.' : `There is: ${_joinFew([...new Set(names)].map(_quote))}.`;
  return _refuseImage('oci/reference', where, `There is no image ${_quote(reference)} in it. ${there}`);
}
