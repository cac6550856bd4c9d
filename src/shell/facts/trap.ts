import type { _Trap } from './script-facts';
import { _findLiteral } from '../syntax/syntax-tree';
import type { _ShellWord } from '../syntax/syntax-tree';

/** Signals by their numbers in POSIX. */
const NUMBERS: Record<string, string> = { 0: 'EXIT', 1: 'HUP', 2: 'INT', 3: 'QUIT', 6: 'ABRT', 9: 'KILL', 14: 'ALRM', 15: 'TERM' };

/**
 * The effect of `trap` with these operands; undefined if it only prints.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#trap
 * @internal
 */
export function _readTrap(operands: _ShellWord[], line: number): _Trap | undefined {
  if (operands.length === 0 || /^-[lpP]$/.test(operands[0].source)) return undefined;
  const action = _findLiteral(operands[0]);
  const resets = operands.length === 1 || action === '-' || /^\d+$/.test(action ?? '');
  const conditions = operands.length === 1 || /^\d+$/.test(action ?? '') ? operands : operands.slice(1);
  const signals = conditions.flatMap(word => _findLiteral(word) ?? []).map(name => NUMBERS[name] ?? name.toUpperCase().replace(/^SIG/, ''));
  return { line, signals, action: resets ? 'default' : action === '' ? 'ignore' : 'run' };
}
