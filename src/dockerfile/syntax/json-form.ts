import { _skipSpace } from './blank';

/**
 * Parses the strings of the JSON form; undefined if BuildKit does not read it as JSON; null for an array that contains anything else,
 * which BuildKit rejects.
 *
 * @internal
 */
export function _parseJsonForm(text: string): string[] | undefined | null {
  const start = _skipSpace(text, 0);
  if (text[start] !== '[') return undefined;
  let items: unknown[];
  try {
    items = JSON.parse(text.slice(start));
  } catch {
    return undefined;
  }
  // Go finds a number outside of float64, and does not read the text as JSON.
  if (items.some(item => typeof item === 'number' && !Number.isFinite(item))) return undefined;
  return items.every(item => typeof item === 'string') ? items.map(wellFormed) : null;
}

/** Replaces lone surrogates as Go does. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
