import type { _BaseLibrary, _FoundBase } from '../bases';
import type { _GroupClaims } from '../manifest';

/**
 * The base that an image is built from, and what is known about it.
 *
 * @internal
 */
export interface _PinnedBase {
  /** From the Dockerfile, or from the bake file for a context, e.g. `python:3.13-slim@sha256:…`; undefined if it cannot be read. */
  readonly reference?: string;
  readonly library: _BaseLibrary;
}

/**
 * Finds what is known about the base of an image on one platform.
 *
 * @internal
 */
export function _findPinnedBase({ reference, library }: _PinnedBase, { base }: _GroupClaims, platform: string): _FoundBase | undefined {
  return reference === undefined || base?.platform === null ? undefined : library.find(reference, base?.platform ?? platform);
}
