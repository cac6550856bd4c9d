import { _refuse } from '../core';

/** Characters that mean themselves everywhere on a line: not split at, not expanded, not unquoted. */
const SAFE = /^[A-Za-z0-9_@%+=:,./-][A-Za-z0-9_@%+=:,.#/-]*$/;

/**
 * Whether a text may be printed as it stands.
 *
 * @internal
 */
export function _isSafe(text: string): boolean {
  return SAFE.test(text);
}

/**
 * What has a meaning inside double quotes: in values of ENV, LABEL, ARG, WORKDIR, USER and the like.
 *
 * @internal
 */
export function _quoted(text: string): string {
  return text.replace(/[\\"$]/g, '\\$&');
}

/**
 * Items of a JSON array that BuildKit lexes a second time as shell words: COPY, ADD and VOLUME.
 *
 * @internal
 */
export function _relexed(text: string): string {
  return text.replace(/[\\"'$]/g, '\\$&');
}

/**
 * Refuses what no quoting can express in a value: a line ends at a line break, and the kernel's strings end at NUL.
 *
 * @internal
 */
export function _oneLine(what: string, text: string): string {
  if (!/[\n\r\0]/.test(text)) return text;
  return _refuse({
    id: 'dockerfile/newline',
    what: `The ${what} ${JSON.stringify(text)} has a line break or a NUL.`,
    why: 'A Dockerfile ends the instruction there; no quoting keeps it together.',
    fix: 'Put the text into a file (a heredoc), or replace the line breaks by blanks.',
  });
}

/**
 * Refuses what the lexer of flags, which walks bytes and eats quotes, would change.
 *
 * @internal
 */
export function _flagText(flag: string, text: string): string {
  if (/^[!#%&()*+,./0-9:;<=>?@A-Z[\]^_a-z{|}~-]*$/.test(text)) return text;
  return _refuse({
    id: 'dockerfile/flag',
    what: `The flag ${flag} cannot have the value ${JSON.stringify(text)}.`,
    why: 'BuildKit reads flags byte by byte and removes quotes and backslashes: the value would arrive changed.',
    fix: 'Use printable ASCII without blanks, quotes, backslashes, backticks and "$" (variables are joined in as Word.variable).',
  });
}
