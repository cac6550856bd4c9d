/** The characters that Go's `unicode.IsSpace` knows. JavaScript's `\s` has U+FEFF besides and lacks U+0085. */
const SPACES = '\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000';

/**
 * Whether Go takes the character at a place for a blank.
 *
 * @internal
 */
export function _isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code <= 32 ? code === 32 || (code >= 9 && code <= 13) : code >= 128 && SPACES.includes(text[at]);
}

/**
 * Whether BuildKit splits words at it: a blank of ASCII.
 *
 * @internal
 */
export function _isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || code === 9 || (code >= 11 && code <= 13);
}

/**
 * The first place from `start` on that is no blank, or `end`.
 *
 * @internal
 */
export function _skipSpace(text: string, start: number, end = text.length): number {
  let at = start;
  while (at < end && _isSpace(text, at)) at++;
  return at;
}

/**
 * The place behind the last character before `end` that is no blank, or `start`.
 *
 * @internal
 */
export function _trimmedEnd(text: string, start: number, end = text.length): number {
  let at = end;
  while (at > start && _isSpace(text, at - 1)) at--;
  return at;
}
