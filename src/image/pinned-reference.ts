/** `name[:tag]@sha256:…`, a reference to an image that cannot change. */
const PINNED = /^[a-z0-9][\w.\-/:]*@sha256:[0-9a-f]{64}$/;

/**
 * Whether a reference to an image from a registry is pinned by digest.
 *
 * @internal
 */
export function _isPinned(reference: string): boolean {
  return PINNED.test(reference);
}
