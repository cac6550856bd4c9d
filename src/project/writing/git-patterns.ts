/**
 * Writes the pattern of git that matches exactly one path. It begins with a slash, so that `#` and `!` mean nothing.
 *
 * @param pattern `/` and the path, after `!` if it is not to be ignored
 * @see https://git-scm.com/docs/gitignore
 */
export function escapePathPattern(pattern: string): string {
  return pattern.replace(/[\\*?[]/g, '\\$&').replace(/ +$/, blanks => '\\ '.repeat(blanks.length));
}

/**
 * Writes a pattern as the first word of a line of `.gitattributes`, where the attributes begin after a blank.
 *
 * @see https://git-scm.com/docs/gitattributes
 */
export function quoteAttributePattern(pattern: string): string {
  return /[\s"]/.test(pattern) ? `"${pattern.replace(/["\\]/g, '\\$&')}"` : pattern;
}
