import { _ownLines } from './own-lines';

/**
 * Why code of a user failed, as the end of a sentence: the error, and the first of the user's own lines that it came from.
 *
 * @internal
 */
export function _describeFailure(error: unknown): string {
  const place = error instanceof Error ? _ownLines(error.stack)[0]?.trim() : undefined;
  return `${String(error)}${place === undefined ? '' : `, ${place}`}.`;
}
