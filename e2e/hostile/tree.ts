/**
 * What differs between two values besides what their texts say: kinds, the number of elements, and keys. A key that was made of the good
 * value may be another one.
 *
 * @param good what the key of the first was made of
 */
export function treeDifferences(first: unknown, second: unknown, good: string, path = ''): string[] {
  const [kind, other] = [kindOf(first), kindOf(second)];
  if (kind !== other) return [`${path || '/'}: ${kind} is now ${other}`];
  if (kind === 'list') return listDifferences(first as unknown[], second as unknown[], good, path);
  if (kind !== 'map') return [];
  const [before, after] = [first as Record<string, unknown>, second as Record<string, unknown>];
  const gone = Object.keys(before).filter(key => !Object.hasOwn(after, key));
  const come = Object.keys(after).filter(key => !Object.hasOwn(before, key));
  const kept = Object.keys(before).filter(key => Object.hasOwn(after, key));
  if (gone.length !== come.length || !gone.every(key => isMadeOf(key, good))) return [`${path || '/'}: keys ${shown(gone)} are now ${shown(come)}`];
  return [
    ...kept.flatMap(key => treeDifferences(before[key], after[key], good, `${path}/${key}`)),
    ...gone.flatMap((key, i) => treeDifferences(before[key], after[come[i]], good, `${path}/${key}`)),
  ];
}

function listDifferences(first: unknown[], second: unknown[], good: string, path: string): string[] {
  if (first.length !== second.length) return [`${path || '/'}: ${first.length} elements are now ${second.length}`];
  const found = first.flatMap((each, i) => treeDifferences(each, second[i], good, `${path}/${i}`));
  // Sorted by a text that is another one now.
  const isSame = found.length > 0 && `${first.map(outline).sort()}` === `${second.map(outline).sort()}`;
  return isSame ? [] : found;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  // A reader of YAML 1.1 that takes `.` for a number finds that it is none. Those of the forges read a text: https://yaml.org/type/float.html
  if (Number.isNaN(value)) return 'string';
  return typeof value === 'object' ? 'map' : typeof value;
}

/** A value without its texts. */
function outline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(outline).join()}]`;
  if (typeof value !== 'object' || value === null) return kindOf(value);
  return `{${Object.entries(value).map(([key, each]) => `${key}:${outline(each)}`).sort().join()}}`;
}

/** Whether a key is the good value, or a name that was made of it. */
function isMadeOf(key: string, good: string): boolean {
  const [name, value] = [key, good].map(text => text.toLowerCase().replace(/[^a-z0-9]/g, ''));
  return value !== '' && (name.includes(value) || value.includes(name));
}

function shown(keys: readonly string[]): string {
  return JSON.stringify(keys).slice(0, 200);
}
