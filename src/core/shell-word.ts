/** Text that a shell takes literally without quotes. */
const SAFE = /^[A-Za-z0-9_@%+=:,./-]+$/;

/**
 * Quotes a literal word of a shell script: in single quotes if necessary, and in double quotes where single ones
 * look like a mistake. shellcheck warns about `$` between single quotes, and about `\` before the closing one
 * (https://www.shellcheck.net/wiki/SC2016, SC1003).
 *
 * @internal
 */
export function _quoteShellWord(text: string): string {
  if (SAFE.test(text)) return text;
  return /['$`]|\\$/.test(text) ? `"${_escapeDoubleQuoted(text)}"` : `'${text}'`;
}

/**
 * Quotes the path of a file as a word of a command line. A path that begins with a dash would be an option.
 *
 * @internal
 */
export function _quoteShellPath(path: string): string {
  return _quoteShellWord(path.startsWith('-') ? `./${path}` : path);
}

/**
 * Escapes a text between the double quotes of a shell script, where variables are expanded.
 *
 * @internal
 */
export function _escapeDoubleQuoted(text: string): string {
  return text.replace(/[$`"\\]/g, '\\$&');
}

/**
 * Escapes a text so that a basic regular expression of `sed` matches it literally, between slashes.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap09.html#tag_09_03
 * @internal
 */
export function _escapeSedPattern(text: string): string {
  return text.replace(/[\\/.*[\]^$]/g, '\\$&');
}
