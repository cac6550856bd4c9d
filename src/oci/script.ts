import { _Script } from './built-image';
import { _decodeName } from './entry-name';

/**
 * How many bytes of a file the kernel reads to find its interpreter.
 *
 * @see https://github.com/torvalds/linux/blob/v6.12/include/uapi/linux/binfmts.h
 * @internal
 */
export const _SCRIPT_BYTES = 256;

/**
 * Reads the first line of a script as Linux does: blanks around the interpreter are ignored, and the rest of the line is one argument.
 *
 * @param head begins with `#!`
 * @see https://github.com/torvalds/linux/blob/v6.12/fs/binfmt_script.c
 * @internal
 */
export function _readScript(head: Buffer): _Script | undefined {
  const end = [0x0a, 0].map(byte => head.indexOf(byte)).filter(at => at >= 0);
  const [, interpreter = '', argument = ''] = /^#![ \t]*([^ \t]*)[ \t]*(.*?)[ \t]*$/s.exec(_decodeName(head.subarray(0, Math.min(head.length, ...end)))) ?? [];
  return interpreter === '' ? undefined : { interpreter, argument };
}
