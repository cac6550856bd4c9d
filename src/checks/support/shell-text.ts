import { _findBaseName, _findCommandIndex, _findDialect, _readShellArguments } from '../../shell';

/**
 * The script of a shell among the words of a command: `sh -c text name arguments…`.
 *
 * @internal
 */
export interface _ShellText {
  /** The shell, as written in the command. */
  readonly shell: string;
  readonly text: string;
  /** Its index among the words. */
  readonly index: number;
}

/**
 * Finds the text of `sh -c`, after wrappers such as `tini --`; undefined if there is none.
 *
 * @internal
 */
export function _findShellText(words: string[]): _ShellText | undefined {
  if (words.length === 0) return undefined;
  const start = _findCommandIndex({ texts: words, sources: words }, 0, words.length);
  // `busybox sh -c`
  const at = _findBaseName(words[start]) === 'busybox' ? start + 1 : start;
  const program = _findBaseName(words[at] ?? '');
  const given = _findDialect(program) === 'other' ? undefined : _readShellArguments(program, words, at, words.length);
  return given?.isText ? { shell: words[at], text: words[given.index], index: given.index } : undefined;
}
