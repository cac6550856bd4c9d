import { _findNearest } from '../../../core';

/** The minimum length of a part of a name in which two letters may be wrong; in a shorter one, only one. */
const LONG = 8;

/** The minimum length of a name in which a typo can be told from a different name. */
const SHORTEST = 4;

/**
 * Finds the declared variable that a name probably misspells, although an unknown base image may set it. The match is stricter than for a
 * suggestion: names of variables consist of few words, and `NODE_VERSION` and `CODE_VERSION` may both be right.
 */
export function findSlip(name: string, declared: readonly string[]): string | undefined {
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

/** Whether one part of a name misspells another. A different number or the plural is a different name. */
function isNear(a: string, b: string): boolean {
  if (a.length < SHORTEST || a[0] !== b[0] || a.replace(/\d+/g, '') === b.replace(/\d+/g, '') || singular(a) === singular(b)) return false;
  return _findNearest(a, [b], a.length < LONG ? 1 : 2) !== undefined;
}

function singular(part: string): string {
  return part.replace(/s$/i, '');
}
