import type { _RefusedProblem } from '../../core';

/** A value of a generated file. */
interface Value {
  readonly place: string;
  readonly fields: Readonly<Record<string, string>>;
}

const FIX = 'Write the right one into versions.json, and run the synthesis.';

/** Describes several values of one pin. */
export function describeContradiction(id: string, where: string, values: readonly Value[]): _RefusedProblem {
  const list = values.map(({ fields, place }) => `  ${place}: ${Object.values(fields).join(' ')}`);
  return {
    id: 'pin/contradiction',
    where,
    what: [`Generated files have several values for ${id}:`, ...list].join('\n'),
    why: 'Only one of them can be in versions.json, and the next synthesis would write it everywhere.',
    fix: FIX,
  };
}

/** Describes a value that differs from that of versions.json, which has changed, too. */
export function describeUnlike(id: string, where: string, { place, fields }: Value): _RefusedProblem {
  return {
    id: 'pin/contradiction',
    where,
    what: `${place} has ${Object.values(fields).join(' ')} for ${id}, and since both were the same, ${where} has changed, too.`,
    why: 'Git does not tell which of them is wanted.',
    fix: FIX,
  };
}

/** Describes a value that could belong to several pins. */
export function describeDoubt(reference: string, place: string, where: string, keys: readonly string[]): _RefusedProblem {
  return {
    id: 'pin/contradiction',
    where,
    what: `${place} has ${reference}, which could be a new value of ${keys.join(' or ')}.`,
    why: 'The next synthesis would write the old value back.',
    fix: 'Write it into versions.json, and run the synthesis.',
  };
}
