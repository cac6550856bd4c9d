/** Options of a shell whose value is the next word. */
const VALUED = ['-o', '+o', '-O', '+O', '--rcfile', '--init-file'];

/**
 * What a shell is given to run: a text (`sh -c text name arguments…`) or a file.
 *
 * @internal
 */
export interface _ShellArguments {
  readonly isText: boolean;
  /** Where the text or file stands. */
  readonly index: number;
  /** Where the arguments begin that it finds as `"$@"`. */
  readonly rest: number;
}

/**
 * Reads the arguments of `sh`, `bash` or `su` at `start`; undefined where it is given nothing, or an option is computed.
 * `words` holds undefined for what is computed.
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
