/** The whitespace of Go's `unicode.IsSpace`. JavaScript's `\s` also has U+FEFF, but lacks U+0085. */
const SPACES = '\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000';

/**
 * Whether the character at a place is whitespace in Go.
 *
 * @internal
 */
export function _isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code <= 32 ? code === 32 || (code >= 9 && code <= 13) : code >= 128 && SPACES.includes(text[at]);
}

/**
 * Whether BuildKit splits words at a character: ASCII whitespace.
 *
 * @internal
 */
export function _isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || code === 9 || (code >= 11 && code <= 13);
}

/**
 * The first place from `start` on that is not whitespace, or `end`.
 *
 * @internal
 */
export function _skipSpace(text: string, start: number, end = text.length): number {
  let at = start;
  while (at < end && _isSpace(text, at)) at++;
  return at;
}

/**
 * The place after the last character before `end` that is not whitespace, or `start`.
 *
 * @internal
 */
export function _trimEnd(text: string, start: number, end = text.length): number {
  let at = end;
  while (at > start && _isSpace(text, at - 1)) at--;
  return at;
}
