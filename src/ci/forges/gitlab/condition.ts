/** A text of a condition. GitLab has no escapes in a quoted text, so an unusual one is a pattern that matches nothing else. */
export function printEquals(variable: string, text: string): string {
  return /^[\w./-]+$/.test(text) ? `${variable} == "${text}"` : `${variable} =~ /^${escapePattern(text)}$/`;
}

/** A condition that a name of a branch or tag matches a pattern with `*` and, across `/`, with `**`. */
export function printMatches(variable: string, pattern: string, separator: '/' | undefined): string {
  const parts = pattern.split(/(\*+)/).map(part => (!part.startsWith('*') ? escapePattern(part) : separator === undefined || part.length > 1 ? '.*' : '[^\\/]*'));
  return `${variable} =~ /^${parts.join('')}$/`;
}

/**
 * Matches exactly this text.
 *
 * @see https://docs.gitlab.com/ci/jobs/job_rules/#compare-a-variable-to-a-regular-expression
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function escapePattern(text: string): string {
  return text.replace(/[^\w-]/gu, mark => (mark.charCodeAt(0) < 0x80 ? mark === '/' || mark === '.' ? `\\${mark}` : `\\x${mark.charCodeAt(0).toString(16).padStart(2, '0')}` : mark));
}
