import { _suggestNearest } from './nearest';

/**
 * Reads a value of a JSON document. `place` is its path, e.g. `groups[0].files`.
 *
 * @throws _Misshapen if the value has another shape
 * @internal
 */
export type _Shape<T> = (value: unknown, place: string) => T;

/** @internal */
export const _text: _Shape<string> = (value, place) => (typeof value === 'string' ? value : refuse(value, place, 'a string'));

/** @internal */
export const _count: _Shape<number> = (value, place) => (Number.isSafeInteger(value) && (value as number) >= 0 ? value as number : refuse(value, place, 'a whole number'));

/** @internal */
export const _flag: _Shape<boolean> = (value, place) => (typeof value === 'boolean' ? value : refuse(value, place, 'true or false'));

/**
 * An object of a kind. The test looks at its members: another copy of this library may have made it.
 *
 * @internal
 */
export function _is<T extends object>(isOne: (value: object) => value is T, words: string): _Shape<T> {
  return (value, place) => (_isObject(value) && isOne(value) ? value : refuse(value, place, words));
}

/**
 * A text that matches a pattern.
 *
 * @internal
 */
export function _form(form: RegExp, words: string): _Shape<string> {
  return (value, place) => (typeof value === 'string' && form.test(value) ? value : refuse(value, place, words));
}

/**
 * A list. A hole in it is an item that is undefined, which `map` would skip.
 *
 * @internal
 */
export function _listOf<T>(each: _Shape<T>): _Shape<T[]> {
  return (value, place) => (Array.isArray(value) ? Array.from(value, (item, i) => each(item, `${place}[${i}]`)) : refuse(value, place, 'a list'));
}

/**
 * An object with any names.
 *
 * @internal
 */
export function _recordOf<T>(each: _Shape<T>, name: _Shape<string> = _text): _Shape<Record<string, T>> {
  return (value, place) => Object.fromEntries(listEntries(value, place).map(([key, item]) => [name(key, place), each(item, `${place}.${key}`)]));
}

/** @internal */
export function _orNull<T>(shape: _Shape<T>): _Shape<T | null> {
  return (value, place) => (value === null ? null : shape(value, place));
}

/**
 * An object with these names and no others, because an unknown one would not be checked. An open object may have others, which are dropped.
 *
 * @internal
 */
export function _object<Required extends object, Optional extends object>(
  required: { [K in keyof Required]: _Shape<Required[K]> }, optional: { [K in keyof Optional]: _Shape<Optional[K]> }, { isOpen = false } = {},
): _Shape<Required & Partial<Optional>> {
  const shapes: Record<string, _Shape<unknown>> = { ...required, ...optional };
  return (value, place) => {
    const entries = listEntries(value, place).filter(([name]) => !isOpen || Object.hasOwn(shapes, name));
    for (const name of Object.keys(required)) {
      if (!entries.some(([key]) => key === name)) refuseShape(`${joinPath(place, name)} is missing.`);
    }
    return Object.fromEntries(entries.map(([name, item]) => {
      if (!Object.hasOwn(shapes, name)) refuseShape(`${joinPath(place, name)} is unknown.${_suggestNearest(name, Object.keys(shapes))}`);
      return [name, shapes[name](item, joinPath(place, name))];
    })) as Required & Partial<Optional>;
  };
}

/**
 * Whether a value has members with names. Those of a promise are not known before it is kept.
 *
 * @internal
 */
export function _isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Promise);
}

function listEntries(value: unknown, place: string): [string, unknown][] {
  return _isObject(value) ? Object.entries(value) : refuse(value, place, 'an object');
}

function joinPath(place: string, name: string): string {
  return place === '' ? name : `${place}.${name}`;
}

function refuse(value: unknown, place: string, expected: string): never {
  return refuseShape(`${place === '' ? 'It' : place} is ${shown(value)}, not ${expected}.`);
}

/** Values as JSON has them; others, which code of a user may give, by their kind. */
function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  const name: unknown = value instanceof Promise || _isObject(value) ? value.constructor?.name : undefined;
  if (typeof name === 'string' && name !== '' && name !== 'Object') return `a ${name}`;
  try {
    return String(JSON.stringify(value)).slice(0, 80);
  } catch {
    return 'an object that is not of JSON';
  }
}

/**
 * A value has another shape than expected; the message names both. The reader of the document adds the file and the fix.
 *
 * @internal
 */
export class _Misshapen extends Error {}

function refuseShape(what: string): never {
  throw new _Misshapen(what);
}
