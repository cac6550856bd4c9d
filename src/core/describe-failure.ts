import { _findOwnLines } from './own-lines';
import { _Misshapen } from './shape';

/**
 * Describes why user code failed, as the end of a sentence: the error, and the innermost of the user's own lines.
 *
 * @internal
 */
export function _describeFailure(error: unknown): string {
  if (error instanceof _Misshapen) return error.message;
  const place = error instanceof Error ? _findOwnLines(error.stack)[0]?.trim() : undefined;
  return `${textOf(error)}${place === undefined ? '' : `, ${place}`}.`;
}

/** Anything can be thrown, even a value that cannot be converted to text. */
function textOf(error: unknown): string {
  try {
    return String(error);
  } catch {
    return 'something without a text was thrown';
  }
}
