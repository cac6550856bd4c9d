import type { Word } from './word';

/**
 * Whether a word can mean a name, for some values of its variables. Case does not count, as in names of stages.
 *
 * @internal
 */
export function _fits(word: Word, name: string): boolean {
  const wanted = name.toLowerCase();
  // Between two texts of a word there is a variable, which may be anything.
  const texts = textsOf(word);
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

/** The texts before, between and behind the variables; empty ones too. */
function textsOf({ _parts }: Word): string[] {
  const texts = [''];
  for (const part of _parts) {
    if (typeof part === 'string') texts[texts.length - 1] += part.toLowerCase();
    else texts.push('');
  }
  return texts;
}
