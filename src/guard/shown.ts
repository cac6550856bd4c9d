import { _cut, _quotedValue, _visible } from '../core';

/** A value in a message: short, on one line, without control characters. */
export function shown(value: unknown): string {
  switch (typeof value) {
    case 'string': return _quotedValue(value);
    case 'function': return functionShown(value);
    case 'object': return value === null ? 'null' : kindOf(value);
    case 'symbol': return 'a symbol';
    default: return String(value);
  }
}

/** The value with its type, unless `shown` already names it. */
export function kindShown(value: unknown): string {
  return ['string', 'boolean', 'bigint'].includes(typeof value) ? `${shown(value)}, a ${typeof value}` : shown(value);
}

/** A name with its article: `an Applet`. */
export function withArticle(name: string): string {
  return `${/^[aeio]/i.test(name) ? 'an' : 'a'} ${name}`;
}

function functionShown(value: object): string {
  const { name } = value as { readonly name: unknown };
  const isClass = Object.getOwnPropertyDescriptor(value, 'prototype')?.writable === false;
  if (typeof name !== 'string' || name === '') return isClass ? 'a class' : 'a function';
  return `the ${isClass ? 'class' : 'function'} ${nameShown(name)}`;
}

function kindOf(value: object): string {
  try {
    if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
    const name: unknown = Object.getPrototypeOf(value)?.constructor?.name;
    return typeof name !== 'string' || name === '' || name === 'Object' ? 'an object' : withArticle(nameShown(name));
  } catch { // A getter may throw.
    return 'an object';
  }
}

/** A name comes from the user's code and may contain any character. */
function nameShown(name: string): string {
  return _visible(_cut(name));
}
