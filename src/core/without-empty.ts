/**
 * Removes members that are null or undefined: other languages pass them for omitted options.
 *
 * @internal
 */
export function _removeEmpty<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null)) as T;
}
