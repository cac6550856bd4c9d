import type { PlacedEntry } from '../../rootfs';

/**
 * A file that a copy puts into a directory, although its destination is meant to be the path of the file.
 *
 * @internal
 */
export interface _MisplacedFile {
  readonly directory: PlacedEntry;
  /** Where the file ends up. */
  readonly path: string;
}
