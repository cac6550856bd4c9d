import { _nearest } from '../../../core';

/** A part of a name from which on two letters may be wrong; in a shorter one it is one. */
const LONG = 8;

/** The shortest name of which a slip can be told from another name. */
const SHORTEST = 4;

/**
 * The declared variable that a name was most likely meant to be, for one that an unknown base image may set as well. It takes more than for a
 * suggestion: names of variables are made of few words, and `NODE_VERSION` and `CODE_VERSION` are both right.
 */
export function slipOf(name: string, declared: readonly string[]): string | undefined {
  return name.length < SHORTEST ? undefined : declared.find(other => isSlip(name, other));
}

function isSlip(name: string, other: string): boolean {
  if (name === other) return false;
  const [a, b] = [name, other].map(each => each.split('_').filter(part => part !== ''));
  if (a.join('') === b.join('')) return true;
  if (a.length !== b.length) return false;
  const different = a.flatMap((part, i) => (part === b[i] ? [] : [[part, b[i]]]));
  return different.length === 1 && isNear(different[0][0], different[0][1]);
}

/** Whether two parts of a name are one word. Another number is another name, and so is the plural. */
function isNear(a: string, b: string): boolean {
  if (a.length < SHORTEST || a[0] !== b[0] || a.replace(/\d+/g, '') === b.replace(/\d+/g, '') || singular(a) === singular(b)) return false;
  return _nearest(a, [b], a.length < LONG ? 1 : 2) !== undefined;
}

function singular(part: string): string {
  return part.replace(/s$/i, '');
}
