/**
 * Invisible characters that change how a text is read: a terminal obeys control characters, bidirectional ones
 * reverse the order (https://trojansource.codes), and characters that are not drawn at all can hide a text
 * (https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point). A tab, a line feed, and CR before a line feed are normal text.
 */
const HIDDEN = new RegExp([
  '(?![\\t\\n]|\\r\\n)\\p{Cc}', // C0, DEL and C1
  '[\\u2028\\u2029]', // line and paragraph separator, at which some readers break a line
  '\\p{DI}', // bidirectional marks, overrides and isolates, zero-width characters, fillers, tags, variation selectors
  '[\\ufff9-\\ufffb]', // interlinear annotation
  '\\p{Cs}', // half of a character
  '\\p{NChar}', // no character
].join('|'), 'gu');

/** Scripts in which a joiner or a non-joiner distinguishes words. https://www.unicode.org/reports/tr31/#Layout_and_Format_Control_Characters */
const JOINED = ['Arab', 'Syrc', 'Mong', 'Nkoo', 'Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml', 'Telu', 'Knda', 'Mlym', 'Sinh', 'Khmr', 'Mymr', 'Tibt']
  .map(script => `\\p{scx=${script}}`).join('');

/** Texts that need some of these characters. Each match starts with a visible character. */
const NEEDED = new RegExp([
  // Emoji: several as one, in other looks, and the flags of England, Scotland and Wales. https://www.unicode.org/reports/tr51/#Emoji_Sequences
  '\\u{1f3f4}\\u{e0067}\\u{e0062}(?:\\u{e0065}\\u{e006e}\\u{e0067}|\\u{e0073}\\u{e0063}\\u{e0074}|\\u{e0077}\\u{e006c}\\u{e0073})\\u{e007f}',
  '\\p{ExtPict}\\ufe0f?\\p{EMod}?(?:\\u200d\\p{ExtPict}\\ufe0f?\\p{EMod}?)*',
  '[\\p{Emoji}\\p{S}][\\ufe0e\\ufe0f]',
  // Variants of the same character. https://www.unicode.org/reports/tr37/
  '\\p{sc=Han}(?:[\\ufe00-\\ufe02]|[\\u{e0100}-\\u{e01ef}])',
  '[\\p{sc=Mymr}\\p{sc=Phag}\\p{sc=Mani}]\\ufe00',
  '\\p{sc=Mong}[\\u180b-\\u180d\\u180f]',
  `(?=[\\p{L}\\p{M}])[${JOINED}][\\u200c\\u200d]`,
  // In scripts without spaces between words, it marks where a line may break. https://www.unicode.org/reports/tr14/#SA
  '(?=[\\p{L}\\p{M}])[\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}]\\u200b',
].join('|'), 'gu');

/** Most texts: they need no further check. */
const PLAIN = /^[\t\n\x20-\x7e]*$/;

/**
 * A hidden character and its position.
 *
 * @internal
 */
export interface _HiddenCharacter {
  /** How it is shown, e.g. `\u202e`. */
  readonly shown: string;
  /** In UTF-16 units, from the beginning of the text. */
  readonly index: number;
}

/**
 * Finds the invisible characters of a text, in order. Letters, accents and spaces of any script, and emoji, are visible.
 *
 * @internal
 */
export function _findHiddenCharacters(text: string): _HiddenCharacter[] {
  if (PLAIN.test(text)) return [];
  const found = [...text.matchAll(HIDDEN)].map(({ 0: character, index }) => ({ shown: escapeCharacter(character), index }));
  if (found.length === 0) return [];
  const needed = [...text.matchAll(NEEDED)].map(({ 0: { length }, index }) => [index, index + length] as const);
  let next = 0;
  return found.filter(({ index }) => {
    while (next < needed.length && needed[next][1] <= index) next++;
    return !(next < needed.length && needed[next][0] < index);
  });
}

/**
 * Whether a text contains invisible characters.
 *
 * @internal
 */
export function _hasHidden(text: string): boolean {
  return _findHiddenCharacters(text).length > 0;
}

/**
 * Escapes the hidden characters of a text as JavaScript does: `\r`, `\x1b`, `\u202e`, `\u{e0041}`. Tabs and line feeds stay.
 *
 * @internal
 */
export function _escapeHidden(text: string): string {
  const hidden = _findHiddenCharacters(text);
  if (hidden.length === 0) return text;
  let end = 0;
  const parts = hidden.map(({ shown, index }) => {
    const before = text.slice(end, index);
    end = index + (text.codePointAt(index)! > 0xffff ? 2 : 1);
    return before + shown;
  });
  return parts.join('') + text.slice(end);
}

function escapeCharacter(character: string): string {
  if (character === '\r') return '\\r';
  const code = character.codePointAt(0)!;
  const digits = code.toString(16);
  if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\u{${digits}}`;
}
