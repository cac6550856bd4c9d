import { _isBlank, _isSpace } from './blank';

/**
 * A piece of a text.
 *
 * @internal
 */
export interface _Cut {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Splits a text at blanks, as for `FROM`, `EXPOSE`, `COPY`, `ADD` and `VOLUME`.
 *
 * @internal
 */
export function _splitAtBlanks(text: string, start: number, end: number): _Cut[] {
  const words: _Cut[] = [];
  let at = start;
  while (at < end) {
    while (at < end && _isBlank(text, at)) at++;
    const first = at;
    while (at < end && !_isBlank(text, at)) at++;
    if (at > first) words.push({ text: text.slice(first, at), start: first, end: at });
  }
  return words;
}

/**
 * Splits a text at blanks outside quotes, as for `ENV`, `LABEL` and `ARG`. It keeps quotes and escapes, except an escape at the very end.
 *
 * @internal
 */
export function _splitOutsideQuotes(text: string, start: number, end: number, escape: string): _Cut[] {
  const words: _Cut[] = [];
  let at = start;
  while (at < end) {
    if (_isSpace(text, at)) { at++; continue; }
    const first = at;
    let dropped = 0;
    let quote = '';
    for (; at < end && (quote !== '' || !_isSpace(text, at)); at++) {
      const char = text[at];
      if (char === escape && quote !== '\'') {
        if (at + 1 === end) dropped = 1;
        else at++;
      } else if (char === quote) {
        quote = '';
      } else if (quote === '' && (char === '"' || char === '\'')) {
        quote = char;
      }
    }
    const word = text.slice(first, at - dropped);
    if (word !== '') words.push({ text: word, start: first, end: at });
  }
  return words;
}
