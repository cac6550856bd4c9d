import type { _SyntaxInstruction } from './syntax-tree';
import { _suggestNearest, _findOwn } from '../../core';
import { _findInstructionRow } from '../instructions';

/**
 * Finds a problem with the flags of an instruction, as BuildKit does.
 *
 * @internal
 */
export function _findFlagProblem(instruction: _SyntaxInstruction): string | undefined {
  const keyword = instruction.name;
  const known = _findInstructionRow(keyword)?.flags;
  // BuildKit does not check the flags of HEALTHCHECK NONE.
  if (known === undefined || (keyword === 'HEALTHCHECK' && /^none$/i.test(instruction.words[0]?.text ?? ''))) return undefined;
  const seen = new Set<string>();
  for (const { name, value } of instruction.flags) {
    const kind = _findOwn(known, name);
    if (kind === undefined) {
      const names = Object.keys(known).map(each => `--${each}`);
      return `${keyword} has no flag "--${name}".${_suggestNearest(`--${name}`, names)} ${names.length === 0 ? 'It has none' : `It has ${names.join(', ')}`}.`;
    }
    if (seen.has(name) && kind !== 'texts' && kind !== 'mounts') return `--${name} is given twice.`;
    seen.add(name);
    if (kind === 'switch' ? value === '' : value === undefined) return `--${name} has no value.`;
    if (kind === 'switch' && !/^(?:true|false)$/i.test(value ?? 'true')) return `--${name} is true or false, not "${value}".`;
  }
  return undefined;
}
