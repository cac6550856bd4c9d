import { _skipSpace } from './blank';

/**
 * The strings of the JSON form; undefined for what BuildKit does not take for JSON; null for an array that holds something else,
 * which BuildKit refuses.
 *
 * @internal
 */
export function _jsonForm(text: string): string[] | undefined | null {
  const start = _skipSpace(text, 0);
  if (text[start] !== '[') return undefined;
  let items: unknown[];
  try {
    items = JSON.parse(text.slice(start));
  } catch {
    return undefined;
  }
  // Go finds a number that no float64 holds, and takes all of it for no JSON.
  if (items.some(item => typeof item === 'number' && !Number.isFinite(item))) return undefined;
  return items.every(item => typeof item === 'string') ? items.map(wellFormed) : null;
}

/** Half a surrogate pair, as Go reads it. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
