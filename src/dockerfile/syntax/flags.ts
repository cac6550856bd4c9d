import type { _SyntaxInstruction } from './syntax-tree';

/**
 * The last value of a flag; undefined if it is not given.
 *
 * @internal
 */
export function _findFlag(instruction: _SyntaxInstruction, name: string): string | undefined {
  return _listFlags(instruction, name).at(-1);
}

/**
 * All values of a flag.
 *
 * @internal
 */
export function _listFlags(instruction: _SyntaxInstruction, name: string): string[] {
  return instruction.flags.filter(each => each.name === name && each.value !== undefined).map(each => each.value!);
}

/**
 * Whether a boolean flag is true.
 *
 * @internal
 */
export function _isFlagOn(instruction: _SyntaxInstruction, name: string): boolean {
  return instruction.flags.some(each => each.name === name && (each.value ?? 'true').toLowerCase() === 'true');
}
