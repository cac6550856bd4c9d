/**
 * The value of a record's own key, ignoring inherited members; undefined if there is none.
 *
 * @internal
 */
export function _findOwn<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
