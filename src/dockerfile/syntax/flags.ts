import type { _SyntaxInstruction } from './syntax-tree';

/**
 * The last value of a flag; undefined if it is not given.
 *
 * @internal
 */
export function _flag(instruction: _SyntaxInstruction, name: string): string | undefined {
  return _flags(instruction, name).at(-1);
}

/**
 * All values of a flag.
 *
 * @internal
 */
export function _flags(instruction: _SyntaxInstruction, name: string): string[] {
  return instruction.flags.filter(each => each.name === name && each.value !== undefined).map(each => each.value!);
}

/**
 * Whether a boolean flag is true.
 *
 * @internal
 */
export function _isOn(instruction: _SyntaxInstruction, name: string): boolean {
  return instruction.flags.some(each => each.name === name && (each.value ?? 'true').toLowerCase() === 'true');
}
