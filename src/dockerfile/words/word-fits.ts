import type { Word } from './word';
import type { _Piece } from './word-parts';

/**
 * Whether a word can mean a name, for some values of its variables. Case does not count, as in names of stages.
 *
 * @internal
 */
export function _fits(word: Word, name: string): boolean {
  const wanted = name.toLowerCase();
  // Between two texts of a word there is a variable, which may be anything.
  const texts = _textsBetween(word._parts).map(text => text.toLowerCase());
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
 * The texts before, between and behind the variables; empty ones too.
 *
 * @internal
 */
export function _textsBetween(pieces: readonly _Piece[]): string[] {
  const texts = [''];
  for (const piece of pieces) {
    if (typeof piece === 'string') texts[texts.length - 1] += piece;
    else texts.push('');
  }
  return texts;
}
