/** The character that escapes the next one, and that continues a line at its end. */
export enum EscapeCharacter {
  /** `\`, the default. */
  BACKSLASH = '\\',
  /** `` ` ``, for Windows paths. */
  BACKTICK = '`',
}

/**
 * How BuildKit reads the surrounding text.
 *
 * @internal
 */
export type _Reading = 'quoted' | 'lexed' | 'operand' | 'split operand' | 'heredoc' | 'heredoc operand';

/**
 * The special characters, except the escape character.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/shell/lex.go
 */
const SPECIAL: Record<_Reading, string> = {
  'quoted': '"$', // inside "…": an apostrophe is plain text there
  'lexed': '"\'$', // a shell word without quotes around it: items of JSON that are read again, flags
  'operand': '"\'$}', // the word of ${NAME:-word}: quotes count there, also when there are quotes around the whole
  'split operand': '"\'$}\\s\u0085', // the same where nothing around it keeps blanks from ending the word
  'heredoc': '$', // the body of a heredoc that expands: quotes are plain text
  'heredoc operand': '$}',
};

/** The same as regular expressions. Go's scanner drops a byte order mark at the start of a word unless it is escaped. */
const PATTERNS = Object.fromEntries(Object.entries(SPECIAL).map(([reading, special]) => [
  reading,
  createForBoth(escape => new RegExp(`[${special}\\${escape}]${reading === 'lexed' || reading === 'heredoc' ? '|^\\uFEFF' : ''}`, 'g')),
])) as Record<_Reading, Record<EscapeCharacter, RegExp>>;

/** The whitespace of Go's `unicode.IsSpace`; JavaScript's `\s` lacks U+0085. */
const BLANK = '\\s\\u0085';

/** The special characters in flags; and a dollar sign after an escape character. */
const IN_FLAGS = createForBoth(escape => new RegExp(`["'<${BLANK}\\${escape}]|(?<=\\${escape})\\$`, 'g'));
const IN_LITERAL_FLAGS = createForBoth(escape => new RegExp(`["'<$${BLANK}\\${escape}]`, 'g'));

/**
 * Text without special characters in any place of a word. `#` is allowed only after another character.
 *
 * @internal
 */
export const _SAFE = /^[A-Za-z0-9_@%+=:,./#?&*~-]+$/;

/**
 * Escapes all special characters in a text. In heredocs, the escape character is always `\`.
 *
 * @internal
 */
export function _escapeText(text: string, reading: _Reading, escape: EscapeCharacter): string {
  const character = reading.startsWith('heredoc') ? EscapeCharacter.BACKSLASH : escape;
  return text.replace(PATTERNS[reading][character], `${character}$&`);
}

/**
 * Prints text after `--flag=`. BuildKit's flag parser removes quotes and escape characters, and ends at a blank.
 *
 * BuildKit looks for heredocs in the whole line, flags included: `<<` must not look like one, and a dollar sign that means itself
 * needs the escape character once more, for at a lone `${` it gives up.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/parser/split_command.go
 * @internal
 */
export function _escapeFlag(text: string, escape: EscapeCharacter): string {
  return text.replace(IN_FLAGS[escape], `${escape}$&`);
}

/**
 * The same for a flag without variables.
 *
 * @internal
 */
export function _escapeLiteralFlag(text: string, escape: EscapeCharacter): string {
  return text.replace(IN_LITERAL_FLAGS[escape], `${escape}$&`);
}

/**
 * Prints a field of a comma-separated value, as in `--mount`.
 *
 * @internal
 */
export function _quoteCsvField(text: string): string {
  return /[",]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

function createForBoth(make: (escape: EscapeCharacter) => RegExp): Record<EscapeCharacter, RegExp> {
  return { [EscapeCharacter.BACKSLASH]: make(EscapeCharacter.BACKSLASH), [EscapeCharacter.BACKTICK]: make(EscapeCharacter.BACKTICK) };
}
