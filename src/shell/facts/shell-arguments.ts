/** Options of a shell whose value is the next word. */
const VALUED = ['-o', '+o', '-O', '+O', '--rcfile', '--init-file'];

/**
 * The script that a shell is called with: a text (`sh -c text name arguments…`) or a file.
 *
 * @internal
 */
export interface _ShellArguments {
  readonly isText: boolean;
  /** Index of the text or file. */
  readonly index: number;
  /** Index of the first argument in its `"$@"`. */
  readonly rest: number;
}

/**
 * Reads the arguments of `sh`, `bash` or `su` at `start`; undefined if there is no script, or if an option is computed.
 * `words` contains undefined for computed words.
 *
 * @internal
 */
export function _readShellArguments(program: string, words: (string | undefined)[], start: number, end: number): _ShellArguments | undefined {
  if (program === 'su') {
    const index = words.indexOf('-c', start) + 1;
    return index > 0 && index < end ? { isText: true, index, rest: end } : undefined;
  }
  let index = start + 1;
  let isText = false;
  for (; index < end && words[index] !== '--' && /^[-+]./.test(words[index] ?? ''); index++) {
    const option = words[index] ?? '';
    if (/^-[a-zA-Z]*c/.test(option)) isText = true;
    if (VALUED.includes(option)) index++;
  }
  if (words[index] === '--') index++;
  return index < end ? { isText, index, rest: isText ? index + 2 : index + 1 } : undefined;
}
