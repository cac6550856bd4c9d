/** Text that a shell takes literally without quotes. */
const SAFE = /^[A-Za-z0-9_@%+=:,./-]+$/;

/**
 * A word of a shell script that the shell takes literally: in single quotes where it needs any, and in double quotes where single ones
 * would look like a mistake. shellcheck takes `$` between them, and `\` before their end, for one
 * (https://www.shellcheck.net/wiki/SC2016, SC1003).
 *
 * @internal
 */
export function _shellWord(text: string): string {
  if (SAFE.test(text)) return text;
  return /['$`]|\\$/.test(text) ? `"${_doubleQuoted(text)}"` : `'${text}'`;
}

/**
 * The path of a file as a word of a command line. What begins with a dash would be an option.
 *
 * @internal
 */
export function _shellPath(path: string): string {
  return _shellWord(path.startsWith('-') ? `./${path}` : path);
}

/**
 * A text between the double quotes of a shell script, next to variables that are expanded there.
 *
 * @internal
 */
export function _doubleQuoted(text: string): string {
  return text.replace(/[$`"\\]/g, '\\$&');
}

/**
 * A text that a basic regular expression of `sed` matches literally, between slashes.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap09.html#tag_09_03
 * @internal
 */
export function _sedPattern(text: string): string {
  return text.replace(/[\\/.*[\]^$]/g, '\\$&');
}
