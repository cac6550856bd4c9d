import { _cutText, _quoteValue, _escapeHidden } from '../core';

/** A value in a message: short, on one line, without control characters. */
export function showValue(value: unknown): string {
  switch (typeof value) {
    case 'string': return _quoteValue(value);
    case 'function': return showFunction(value);
    case 'object': return value === null ? 'null' : describeKind(value);
    case 'symbol': return 'a symbol';
    default: return String(value);
  }
}

/** The value with its type, unless `shown` already names it. */
export function showWithType(value: unknown): string {
  return ['string', 'boolean', 'bigint'].includes(typeof value) ? `${showValue(value)}, a ${typeof value}` : showValue(value);
}

/** A name with its article: `an Applet`. */
export function addArticle(name: string): string {
  return `${/^[aeio]/i.test(name) ? 'an' : 'a'} ${name}`;
}

function showFunction(value: object): string {
  const { name } = value as { readonly name: unknown };
  const isClass = Object.getOwnPropertyDescriptor(value, 'prototype')?.writable === false;
  if (typeof name !== 'string' || name === '') return isClass ? 'a class' : 'a function';
  return `the ${isClass ? 'class' : 'function'} ${showName(name)}`;
}

function describeKind(value: object): string {
  try {
    if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
    const name: unknown = Object.getPrototypeOf(value)?.constructor?.name;
    return typeof name !== 'string' || name === '' || name === 'Object' ? 'an object' : addArticle(showName(name));
  } catch { // A getter may throw.
    return 'an object';
  }
}

/** A name comes from the user's code and may contain any character. */
function showName(name: string): string {
  return _escapeHidden(_cutText(name));
}
