import type { Word } from './word';
import type { _Piece } from './word-parts';

/**
 * Whether a word can become a name with some values of its variables. It ignores case, as names of stages do.
 *
 * @internal
 */
export function _canBecome(word: Word, name: string): boolean {
  const wanted = name.toLowerCase();
  // Between two texts of a word is a variable with any value.
  const texts = _splitAtVariables(word._parts).map(text => text.toLowerCase());
  if (texts.length === 1) return texts[0] === wanted;
  let at = texts[0].length;
  if (!wanted.startsWith(texts[0])) return false;
  for (const text of texts.slice(1, -1)) {
    const found = wanted.indexOf(text, at);
    if (found === -1) return false;
    at = found + text.length;
  }
  const last = texts[texts.length - 1];
  return wanted.endsWith(last) && wanted.length - last.length >= at;
}

/**
 * The texts before, between and after the variables, including empty ones.
 *
 * @internal
 */
export function _splitAtVariables(pieces: readonly _Piece[]): string[] {
  const texts = [''];
  for (const piece of pieces) {
    if (typeof piece === 'string') texts[texts.length - 1] += piece;
    else texts.push('');
  }
  return texts;
}
