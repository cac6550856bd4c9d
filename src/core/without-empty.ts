/**
 * An object without the members that hold nothing: another language gives null or undefined for what is left out.
 *
 * @internal
 */
export function _withoutEmpty<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null)) as T;
}
