import { EscapeCharacter } from './escape';
import { _checkOneLine, _quoteShortened } from './text';
import { _refuse } from '../../core';
import { _isComment } from '../syntax/source-lines';

/**
 * A line of a command on several lines: a part of its text, or a comment, which BuildKit removes.
 *
 * @internal
 */
export interface _CommandLine {
  readonly text: string;
  readonly isComment: boolean;
}

/** Ends a line that is joined to the next one without a space. */
const NOTHING = '\\';

/**
 * Reads declared lines, which are joined by a space, or by nothing after a backslash.
 *
 * @throws `dockerfile/command-comment`, `dockerfile/newline`
 * @internal
 */
export function _readCommandLines(declared: string[]): _CommandLine[] {
  for (const line of declared) _checkOneLine('line of a command', line);
  const lines = declared.map((line, i): _CommandLine => {
    if (_isComment(line)) return { text: line, isComment: true };
    const isLast = i === declared.length - 1;
    return { text: isLast ? line : line.endsWith(NOTHING) ? line.slice(0, -NOTHING.length) : `${line} `, isComment: false };
  });
  const filled = lines.filter(({ text }) => text !== '');
  for (const line of [filled[0], filled[filled.length - 1]]) {
    if (line?.isComment === true) refuseComment(line.text.trimEnd());
  }
  return filled;
}

/**
 * The lines in their declared form.
 *
 * @internal
 */
export function _declareLines(lines: readonly _CommandLine[]): string[] {
  return lines.map(({ text, isComment }, i) => {
    if (isComment || i === lines.length - 1) return text;
    return text.endsWith(' ') && !text.endsWith(`${NOTHING} `) ? text.slice(0, -1) : `${text}${NOTHING}`;
  });
}

/**
 * The text that the shell receives.
 *
 * @internal
 */
export function _joinLines(lines: readonly _CommandLine[]): string {
  return lines.map(({ text, isComment }) => (isComment ? '' : text)).join('');
}

/**
 * Prints the lines for a Dockerfile. A line that ends with the escape character cannot be continued, as two of them end it.
 *
 * @internal
 */
export function _printLines(lines: readonly _CommandLine[], escape: EscapeCharacter): string {
  return lines.map(({ text, isComment }, i) => {
    if (isComment) return `${text.trimEnd()}\n`;
    return i === lines.length - 1 || text.endsWith(escape) ? text : `${text}${escape}\n`;
  }).join('');
}

function refuseComment(line: string): never {
  return _refuse({
    id: 'dockerfile/command-comment',
    what: `A command begins or ends with the line ${_quoteShortened(line)}.`,
    why: 'At the beginning, the shell would read the whole command as a comment; at the end, the next instruction would continue this one.',
    fix: 'Move the comment above the instruction, or between two lines of the command.',
  });
}
