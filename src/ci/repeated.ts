/** The values that are there more than once, each once. */
export function findRepeated(values: readonly string[]): string[] {
  const known = new Set<string>();
  return [...new Set(values.filter(value => known.has(value) || !known.add(value)))];
}
