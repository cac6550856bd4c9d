import { _ownLines } from './own-lines';

/**
 * Describes why user code failed, as the end of a sentence: the error, and the innermost of the user's own lines.
 *
 * @internal
 */
export function _describeFailure(error: unknown): string {
  const place = error instanceof Error ? _ownLines(error.stack)[0]?.trim() : undefined;
  return `${String(error)}${place === undefined ? '' : `, ${place}`}.`;
}
