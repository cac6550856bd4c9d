/** The character that keeps the next one from meaning something, and that continues a line at its end. */
export enum EscapeCharacter {
  /** `\`, unless a directive says otherwise. */
  BACKSLASH = '\\',
  /** `` ` ``, for Windows paths. */
  BACKTICK = '`',
}

/**
 * How the text around is read.
 *
 * @internal
 */
export type _Reading = 'quoted' | 'lexed' | 'operand' | 'split operand' | 'heredoc' | 'heredoc operand';

/**
 * The characters that would be read as something else, besides the escape character itself.
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

/** The same as expressions. Go's scanner drops a byte order mark at the very start of a word, unless that is escaped. */
const PATTERNS = Object.fromEntries(Object.entries(SPECIAL).map(([reading, special]) => [
  reading,
  bothWays(escape => new RegExp(`[${special}\\${escape}]${reading === 'lexed' || reading === 'heredoc' ? '|^\\uFEFF' : ''}`, 'g')),
])) as Record<_Reading, Record<EscapeCharacter, RegExp>>;

/** Blanks, as Go's `unicode.IsSpace` knows them; JavaScript's `\s` has no U+0085. */
const BLANK = '\\s\\u0085';

/** What the reader of flags takes for something else; and a dollar sign that has an escape character already. */
const IN_FLAGS = bothWays(escape => new RegExp(`["'<${BLANK}\\${escape}]|(?<=\\${escape})\\$`, 'g'));
const IN_LITERAL_FLAGS = bothWays(escape => new RegExp(`["'<$${BLANK}\\${escape}]`, 'g'));

/**
 * Text that means itself wherever a word may stand. A `#` does so only behind another character.
 *
 * @internal
 */
export const _SAFE = /^[A-Za-z0-9_@%+=:,./#?&*~-]+$/;

/**
 * Puts the escape character before everything in a text that would be read as something else. Heredocs know `\` alone.
 *
 * @internal
 */
export function _escaped(text: string, reading: _Reading, escape: EscapeCharacter): string {
  const character = reading.startsWith('heredoc') ? EscapeCharacter.BACKSLASH : escape;
  return text.replace(PATTERNS[reading][character], `${character}$&`);
}

/**
 * Text behind `--flag=`. The reader of flags removes quotes and escape characters and ends at a blank.
 *
 * BuildKit looks for heredocs in the whole line, flags included: `<<` must not look like one, and a dollar sign that means itself
 * needs the escape character once more, for at a lone `${` it gives up.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/parser/split_command.go
 * @internal
 */
export function _flagText(text: string, escape: EscapeCharacter): string {
  return text.replace(IN_FLAGS[escape], `${escape}$&`);
}

/**
 * The same for a flag in which nothing is expanded.
 *
 * @internal
 */
export function _literalFlagText(text: string, escape: EscapeCharacter): string {
  return text.replace(IN_LITERAL_FLAGS[escape], `${escape}$&`);
}

/**
 * One field of a comma-separated value, as in `--mount`.
 *
 * @internal
 */
export function _csvField(text: string): string {
  return /[",]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

function bothWays(make: (escape: EscapeCharacter) => RegExp): Record<EscapeCharacter, RegExp> {
  return { [EscapeCharacter.BACKSLASH]: make(EscapeCharacter.BACKSLASH), [EscapeCharacter.BACKTICK]: make(EscapeCharacter.BACKTICK) };
}
