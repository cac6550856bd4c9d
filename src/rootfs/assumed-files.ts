import type { PlacedEntry } from './placed-entry';

/**
 * What a base image has, and has not, as far as its name says so: nobody has looked into it. It counts where nothing else is known of a path,
 * and is no part of what an image is claimed to hold.
 *
 * @internal
 */
export interface _AssumedFiles {
  /** What is there, by path: the links and directories that a copy meets. */
  readonly present: ReadonlyMap<string, PlacedEntry>;
  /** Paths at which nothing is. */
  readonly absent: ReadonlySet<string>;
  /** What may be in the root directory; undefined where that is not known. */
  readonly rootNames?: ReadonlySet<string>;
}

/**
 * Of a file system that no base image is below of, or one of which nothing is known.
 *
 * @internal
 */
export const _NOTHING_ASSUMED: _AssumedFiles = { present: new Map(), absent: new Set() };
