import { _cut, _quotedValue, _visible } from '../core';

/** A value in a message: short, on one line, and with nothing in it that a terminal obeys. */
export function shown(value: unknown): string {
  switch (typeof value) {
    case 'string': return _quotedValue(value);
    case 'function': return functionShown(value);
    case 'object': return value === null ? 'null' : kindOf(value);
    case 'symbol': return 'a symbol';
    default: return String(value);
  }
}

/** `a string`, where `shown` already says what it is nothing. */
export function kindShown(value: unknown): string {
  return ['string', 'boolean', 'bigint'].includes(typeof value) ? `${shown(value)}, a ${typeof value}` : shown(value);
}

/** With the article that it needs: `an Applet`. */
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
  } catch { // A getter answers as it likes.
    return 'an object';
  }
}

/** A name comes from the user's code, and may hold anything as well. */
function nameShown(name: string): string {
  return _visible(_cut(name));
}
