import { _reportEnding, _onUncaughtError, _onUncaughtRefusal } from '../core';
import { Guard } from './guard';
import { Exports, Library } from './library';
import { SIGNATURES } from './signatures.generated';

/**
 * Puts the guard in front of the exports of a module: users get the guarded classes, the library itself imports the unguarded ones.
 * Each export is loaded on first use.
 *
 * @internal
 */
export function _guardExports(module: { exports: object }): void {
  _onUncaughtRefusal((refusal, style) => _reportEnding(refusal, style));
  const exported = module.exports;
  const names = Object.getOwnPropertyNames(exported).filter(name => name !== '__esModule' && name !== 'default');
  const unguarded = Object.defineProperties({}, pickValues(Object.getOwnPropertyDescriptors(exported), names)) as Exports;
  const guard = new Guard(new Library(unguarded, SIGNATURES));
  _onUncaughtError(error => guard.explainError(error));
  const isFixed = names.some(name => Object.getOwnPropertyDescriptor(exported, name)?.configurable !== true);
  // Exports that a compiler defined cannot be changed in place. Loaders that create the exports themselves (test runners) accept no other object.
  const door = isFixed ? Object.defineProperty(Object.create(guard.createEnd('')) as object, '__esModule', { value: true }) : exported;
  defineGuarded(door, unguarded, names, '', guard);
  if (isFixed) module.exports = door;
}

function defineGuarded(door: object, unguarded: Exports, names: readonly string[], prefix: string, guard: Guard): void {
  for (const name of names) {
    let value: unknown;
    Object.defineProperty(door, name, {
      enumerable: true,
      configurable: true,
      get: () => value ??= guardValue(`${prefix}${name}`, unguarded[name], guard),
    });
  }
}

function guardValue(name: string, value: unknown, guard: Guard): unknown {
  if (name in SIGNATURES.classes) return guard.guardClass(name);
  if (SIGNATURES.enums.includes(name)) return guard.guardEnum(name);
  if (typeof value !== 'object' || value === null || !Object.keys(SIGNATURES.classes).some(each => each.startsWith(`${name}.`))) return value;
  const namespace = Object.defineProperty(Object.create(guard.createEnd(name)) as object, '__esModule', { value: true });
  defineGuarded(namespace, value as Exports, Object.keys(value), `${name}.`, guard);
  return namespace;
}

function pickValues<T>(values: Record<string, T>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(names.map(name => [name, values[name]]));
}
