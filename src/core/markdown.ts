/** What has a meaning in the middle of a line. @see https://spec.commonmark.org/0.31.2/#backslash-escapes */
const INLINE = /[\\`*_[\]<>|&~]/g;
/** What begins a heading, a list, a quote or an underline. */
const AT_START = /^(?:[#+=-]|\d{1,9}(?=[.)]))/;

/**
 * Escapes a text of one line, in which nothing is Markdown then. It may be in a table.
 *
 * @internal
 */
export function _escapeMarkdown(text: string): string {
  return text.trim().replace(INLINE, '\\$&').replace(AT_START, mark => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`));
}

/**
 * Writes a text of one line as code. In a table, a bar ends the cell even in code.
 *
 * @see https://spec.commonmark.org/0.31.2/#code-spans
 * @see https://github.github.com/gfm/#tables-extension-
 * @internal
 */
export function _quoteMarkdownCode(text: string, isInTable = false): string {
  const fence = printFence(text, 1);
  const space = /^[` ]|[` ]$/.test(text) ? ' ' : '';
  const code = text.replace(/[\r\n]+/g, ' ');
  return `${fence}${space}${isInTable ? code.replaceAll('|', '\\|') : code}${space}${fence}`;
}

/**
 * Writes a text of several lines as code.
 *
 * @see https://spec.commonmark.org/0.31.2/#fenced-code-blocks
 * @internal
 */
export function _quoteMarkdownBlock(text: string, language = ''): string {
  const fence = printFence(text, 3);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** More backticks than the text has in a row. */
function printFence(text: string, least: number): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return '`'.repeat(Math.max(least, longest + 1));
}
