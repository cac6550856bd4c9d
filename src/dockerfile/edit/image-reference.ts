import type { _FileMeaning } from './meaning';
import type { _Range } from '../syntax/syntax-tree';

/**
 * A reference to an image in a Dockerfile.
 *
 * @internal
 */
export interface _ImageReference {
  readonly text: string;
  readonly line: number;
  /** Its place; or the reason why it cannot be changed, as a clause. */
  readonly range: _Range | string;
  /** The beginning of the reference, if `range` has only its end. */
  readonly prefix?: string;
  /** What the file means with another reference there. */
  readonly replaceIn: (meaning: _FileMeaning, reference: string) => _FileMeaning;
}
