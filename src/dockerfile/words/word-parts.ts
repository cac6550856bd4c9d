/**
 * A part of a word: literal text, or an expansion.
 *
 * @internal
 */
export type _Part = string | _Expansion | _Wildcard;

/**
 * A variable, and the operator applied to its value.
 *
 * @internal
 */
export interface _Expansion<Piece = _Part> {
  readonly name: string;
  /** A key of `_OPERATORS`; undefined for the plain value. */
  readonly operator?: string;
  /** The word or pattern after the operator. */
  readonly operand?: readonly Piece[];
  /** The replacement of the pattern. */
  readonly replacement?: readonly Piece[];
}

/**
 * A wildcard in a pattern: any text, or any single character.
 *
 * @internal
 */
export interface _Wildcard {
  readonly wildcard: '*' | '?';
}

/**
 * A piece of the text of a word: a part, or a record of how the text is written. Its expansions may have names and operators that a part
 * cannot have.
 *
 * @internal
 */
export type _Piece = string | _Expansion<_Piece> | _Wildcard | _Raw | _Quoted | _Stop;

/**
 * The source of a pattern, including wildcards and escape characters.
 *
 * @internal
 */
export interface _Raw {
  readonly raw: string;
}

/**
 * Text that an escape character or quotes make literal.
 *
 * @internal
 */
export interface _Quoted {
  readonly quoted: readonly _Piece[];
  /** A quote, or the escape character. */
  readonly by: string;
}

/**
 * An error of BuildKit, with the reason as a clause. It is the last piece.
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
 * The operators of `${NAME…}` and their operands. Longer operators come first.
 *
 * @see https://docs.docker.com/reference/dockerfile/#environment-replacement
 * @internal
 */
export const _OPERATORS: Readonly<Record<string, 'word' | 'pattern' | 'pattern and replacement'>> = {
  ':-': 'word', // the word where the variable is unset or empty
  ':+': 'word', // the word if it is set and not empty
  ':?': 'word', // an error with the word if it is unset or empty
  '##': 'pattern', // without the longest prefix that fits
  '%%': 'pattern', // without the longest suffix that fits
  '//': 'pattern and replacement', // all matches
  '-': 'word', // the word where the variable is unset
  '+': 'word', // the word if it is set
  '?': 'word', // an error with the word if it is unset
  '#': 'pattern', // without the shortest prefix that fits
  '%': 'pattern', // without the shortest suffix that fits
  '/': 'pattern and replacement', // the first match
};

/**
 * Lists the expansions in a word, including nested ones.
 *
 * @internal
 */
export function _listExpansions(parts: readonly _Part[]): _Expansion[] {
  return parts.flatMap(part => (typeof part === 'string' || 'wildcard' in part
    ? []
    : [part, ..._listExpansions(part.operand ?? []), ..._listExpansions(part.replacement ?? [])]));
}

/**
 * The same word with a change to all texts that can become part of the result.
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
