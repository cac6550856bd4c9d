import { _KEYWORDS } from './keywords';
import type { _SyntaxInstruction } from './syntax-tree';
import { _didYouMean } from '../../core';

/**
 * The last value of a flag; undefined where it is not given.
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
 * Whether a flag that takes yes or no says yes.
 *
 * @internal
 */
export function _isOn(instruction: _SyntaxInstruction, name: string): boolean {
  return instruction.flags.some(each => each.name === name && (each.value ?? 'true').toLowerCase() === 'true');
}

/**
 * What BuildKit would say about the flags of an instruction.
 *
 * @internal
 */
export function _flagProblem(instruction: _SyntaxInstruction): string | undefined {
  const keyword = instruction.name;
  const known = Object.hasOwn(_KEYWORDS, keyword) ? _KEYWORDS[keyword].flags : undefined;
  // HEALTHCHECK NONE returns before it looks at its flags.
  if (known === undefined || (keyword === 'HEALTHCHECK' && /^none$/i.test(instruction.words[0]?.text ?? ''))) return undefined;
  const seen = new Set<string>();
  for (const { name, value } of instruction.flags) {
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    if (kind === undefined) {
      const names = Object.keys(known).map(each => `--${each}`);
      return `${keyword} has no flag "--${name}".${_didYouMean(`--${name}`, names)} ${names.length === 0 ? 'It has none' : `It has ${names.join(', ')}`}.`;
    }
    if (seen.has(name) && kind !== 'list') return `--${name} is given twice.`;
    seen.add(name);
    if (kind === 'switch' ? value === '' : value === undefined) return `--${name} has no value.`;
    if (kind === 'switch' && !/^(?:true|false)$/i.test(value ?? 'true')) return `--${name} is true or false, not "${value}".`;
  }
  return undefined;
}
