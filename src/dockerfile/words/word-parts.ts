/**
 * A piece of a word: literal text, or something that is put in its place.
 *
 * @internal
 */
export type _Part = string | _Expansion | _Wildcard;

/**
 * A variable, and what is done with its value.
 *
 * @internal
 */
export interface _Expansion<Piece = _Part> {
  readonly name: string;
  /** A key of `_OPERATORS`; none for the plain value. */
  readonly operator?: string;
  /** The word or pattern behind the operator. */
  readonly operand?: readonly Piece[];
  /** What takes the place of the pattern. */
  readonly replacement?: readonly Piece[];
}

/**
 * Any text, or any one character: in patterns only.
 *
 * @internal
 */
export interface _Wildcard {
  readonly wildcard: '*' | '?';
}

/**
 * A piece of a text that is read as a word: a part, or what shows how the text is written. Its expansions may have other names and operators
 * than a part has.
 *
 * @internal
 */
export type _Piece = string | _Expansion<_Piece> | _Wildcard | _Raw | _Quoted | _Stop;

/**
 * Text of a pattern as it is written, wildcards and escape characters included.
 *
 * @internal
 */
export interface _Raw {
  readonly raw: string;
}

/**
 * What an escape character or quotes keep from being split, and from being read.
 *
 * @internal
 */
export interface _Quoted {
  readonly quoted: readonly _Piece[];
  /** A quote, or the escape character. */
  readonly by: string;
}

/**
 * Where BuildKit stops, and why, as a clause. Nothing follows it.
 *
 * @internal
 */
export interface _Stop {
  readonly stop: string;
}

/**
 * The name of a variable that can have a value.
 *
 * @internal
 */
export const _VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * The operators of `${NAME…}` and what stands behind each. The longer ones come first.
 *
 * @see https://docs.docker.com/reference/dockerfile/#environment-replacement
 * @internal
 */
export const _OPERATORS: Readonly<Record<string, 'word' | 'pattern' | 'pattern and replacement'>> = {
  ':-': 'word', // the word where the variable is unset or empty
  ':+': 'word', // the word where it is neither
  ':?': 'word', // an error with the word where it is unset or empty
  '##': 'pattern', // without the longest prefix that fits
  '%%': 'pattern', // without the longest suffix that fits
  '//': 'pattern and replacement', // all that fit
  '-': 'word', // the word where the variable is unset
  '+': 'word', // the word where it is set
  '?': 'word', // an error with the word where it is unset
  '#': 'pattern', // without the shortest prefix that fits
  '%': 'pattern', // without the shortest suffix that fits
  '/': 'pattern and replacement', // the first that fits
};

/**
 * The expansions in a word, those inside of others included.
 *
 * @internal
 */
export function _expansions(parts: readonly _Part[]): _Expansion[] {
  return parts.flatMap(part => (typeof part === 'string' || 'wildcard' in part
    ? []
    : [part, ..._expansions(part.operand ?? []), ..._expansions(part.replacement ?? [])]));
}

/**
 * The same word with those of its texts changed that can become a part of the result.
 *
 * @internal
 */
export function _mapText(parts: readonly _Part[], change: (text: string) => string): _Part[] {
  return parts.map(part => {
    if (typeof part === 'string') return change(part);
    if ('wildcard' in part || part.operand === undefined) return part;
    if (part.replacement !== undefined) return { ...part, replacement: _mapText(part.replacement, change) };
    return /[-+]$/.test(part.operator!) ? { ...part, operand: _mapText(part.operand, change) } : part;
  });
}
