/**
 * A word of a shell script that the shell takes literally. Double quotes where there is something to escape: shellcheck
 * takes `$` and `\` between single quotes for mistakes (https://www.shellcheck.net/wiki/SC2016, SC1003).
 *
 * @internal
 */
export function _shellWord(text: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(text)) return text;
  return /[$`'\\]/.test(text) ? `"${_doubleQuoted(text)}"` : `'${text}'`;
}

/**
 * A text between the double quotes of a shell script, next to variables that are expanded there.
 *
 * @internal
 */
export function _doubleQuoted(text: string): string {
  return text.replace(/[$`"\\]/g, '\\$&');
}
