/**
 * What a record has for a key, never what every object inherits; undefined for nothing.
 *
 * @internal
 */
export function _own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
