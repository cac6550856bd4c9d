import { _isSpace } from './blank';

/**
 * A flag: its text without quotes and escapes, and its place.
 *
 * @internal
 */
export interface _LexedFlag {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads the flags at the beginning of a text, and the start of the rest. BuildKit treats each byte as a character, which garbles text
 * that is not ASCII, and so does this lexer.
 *
 * @internal
 */
export function _lexFlags(text: string, escape: string): { flags: _LexedFlag[]; rest: number } {
  if (!text.startsWith('--')) return { flags: [], rest: 0 };
  if (Buffer.byteLength(text) === text.length) return lex(text, escape);
  const bytes = Buffer.from(text).toString('latin1');
  const { flags, rest } = lex(bytes, escape);
  const places = decodeBytes(bytes, [...flags.flatMap(({ start, end }) => [start, end]), rest]);
  return { flags: flags.map((flag, i) => ({ ...flag, start: places[2 * i], end: places[2 * i + 1] })), rest: places[places.length - 1] };
}

function lex(text: string, escape: string): { flags: _LexedFlag[]; rest: number } {
  const flags: _LexedFlag[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && _isSpace(text, at)) at++;
    if (!text.startsWith('--', at)) return { flags, rest: at };
    const start = at;
    let word = '';
    let quote = '';
    for (; at < text.length && (quote !== '' || !_isSpace(text, at)); at++) {
      const char = text[at];
      if (char === quote) quote = '';
      else if (quote === '' && (char === '"' || char === '\'')) quote = char;
      else if (char !== escape) word += char;
      else if (at + 1 < text.length) word += text[++at];
      else quote = '';
    }
    if (word === '--') return { flags, rest: at };
    flags.push({ text: word, start, end: at });
  }
}

/** Converts ascending byte offsets to offsets in UTF-16 units. */
function decodeBytes(bytes: string, places: number[]): number[] {
  let at = 0;
  let units = 0;
  return places.map(place => {
    for (; at < place; at++) {
      const byte = bytes.charCodeAt(at);
      if (byte < 0x80 || byte > 0xbf) units += byte >= 0xf0 ? 2 : 1;
    }
    return units;
  });
}
