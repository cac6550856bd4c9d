import { Library, isObject, isPlain } from './library';
import { parseMembers } from './signatures';

/**
 * Makes plain objects of options that are instances of a user's class. The library copies options (`{ ...props }`), which would lose
 * getters and everything else that an instance inherits.
 */
export function flattenArguments(library: Library, parameters: string, values: readonly unknown[]): unknown[] {
  const types = parseMembers(parameters).map(({ type }) => type);
  return values.map((value, i) => (i < types.length ? flattenValue(library, types[i], value) : value));
}

function flattenValue(library: Library, type: string, value: unknown): unknown {
  if (Array.isArray(value)) return type.endsWith('[]') ? mapIfChanged(value, each => flattenValue(library, type.slice(0, -2), each)) : value;
  const struct = library.findStruct(type);
  if (struct === undefined || !isObject(value)) return value;
  const given = value as Record<string, unknown>;
  const members = struct.members.filter(({ name }) => given[name] !== undefined);
  const flat = members.map(member => [member.name, flattenValue(library, member.type, given[member.name])] as const);
  if (isPlain(value) && flat.every(([name, each]) => each === given[name])) return value;
  return { ...value, ...Object.fromEntries(flat) };
}

/** The same list if nothing in it has changed. */
function mapIfChanged(list: readonly unknown[], change: (value: unknown) => unknown): readonly unknown[] {
  const changed = list.map(change);
  return changed.some((each, i) => each !== list[i]) ? changed : list;
}
