import { _MAX_JSON_DEPTH, _readJson } from './json-text';

/** Longer texts are not read again to find the place of a mistake. */
const SMALL = 4 * 2 ** 20;

/**
 * Parses a JSON text as `JSON.parse` does, or describes what is wrong in words that follow "It is not JSON: ". Linear in the
 * length of the text, at any depth.
 *
 * @internal
 */
export function _parseJson(
  text: string,
): { readonly value: unknown; readonly fault?: undefined } | { readonly value?: undefined; readonly fault: string } {
  const isTooDeep = isDeep(text);
  try {
    if (!isTooDeep) return { value: JSON.parse(text) as unknown };
  } catch (error) {
    if (text.length > SMALL) return { fault: (error as Error).message.slice(0, 200) };
  }
  if (text.length > SMALL) return { fault: `more than ${_MAX_JSON_DEPTH} lists and objects are nested` };
  const read = _readJson(text);
  if (!('found' in read)) return { fault: 'it cannot be read' };
  const { line, column, expected, found } = read;
  return { fault: `line ${line}, column ${column}: expected ${expected}, found ${JSON.stringify(found)}` };
}

/** Whether a JSON text has more nested lists and objects than any of our files. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++;
    } else if (character === '[' || character === '{') {
      if (++depth > _MAX_JSON_DEPTH) return true;
    } else if (character === ']' || character === '}') {
      depth--;
    }
  }
  return false;
}
