import { consistentInstructionCasingFix } from './consistent-instruction-casing.fix';
import { Severity } from '../../../../core';
import type { _SyntaxInstruction } from '../../../syntax/syntax-tree';
import { reportInstruction } from '../../rule';
import type { LintRule } from '../../rule';

export const consistentInstructionCasing: LintRule = {
  id: 'ConsistentInstructionCasing',
  description: 'All instructions are in upper case, or all in lower case.',
  why: 'Keywords in mixed case look as if they meant something different.',
  fix: 'Write all keywords in the case that most of them have.',
  since: '1.8',
  severity: Severity.WARNING,
  page: 'consistent-instruction-casing',
  wholeFile: true,
  bad: ['FROM scratch\ncopy a /a\n', 'FROM scratch\nCopy a /a\n'],
  good: ['FROM scratch\nCOPY a /a\n', 'from scratch\ncopy a /a\n', 'arg A\nFROM scratch\n'],
  autofix: consistentInstructionCasingFix,
  *check({ stages, tree, preamble }) {
    if (stages.length === 0) return;
    // An ARG above the first FROM does not count.
    const instructions = tree.instructions.slice(preamble.length).filter(instruction => instruction.form !== undefined);
    const lower = instructions.filter(isLower).length;
    const upper = instructions.filter(isUpper).length;
    const [isUsual, usual] = lower > upper ? [isLower, 'lowercase'] as const : [isUpper, 'uppercase'] as const;
    for (const instruction of instructions) {
      if (isUsual(instruction)) continue;
      yield reportInstruction(instruction, `Command '${instruction.keyword.text}' should match the case of the command majority (${usual})`);
    }
  },
};

function isLower({ keyword }: _SyntaxInstruction): boolean {
  return keyword.text === keyword.text.toLowerCase();
}

function isUpper({ keyword }: _SyntaxInstruction): boolean {
  return keyword.text === keyword.text.toUpperCase();
}
