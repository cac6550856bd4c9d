import { Severity, _suggestNearest } from '../../../../core';
import { _KEYWORDS } from '../../../instructions';
import type { LintRule } from '../../rule';

export const dockerfileUnknownInstruction: LintRule = {
  id: 'dockerfile/unknown-instruction',
  description: 'Every line starts with a known instruction.',
  why: 'BuildKit rejects the line.',
  fix: 'Write a known instruction. To continue a line, end it with a backslash.',
  severity: Severity.ERROR,
  bad: ['FROM scratch\nCOPPY a /a\n', 'FROM scratch\n\tfi\n', 'FROM scratch AS a\nONBUILD RUNN x\nFROM a\n'],
  good: ['FROM scratch\nCOPY a /a\n'],
  check: ({ read }) => read.filter(({ instruction }) => instruction.form === undefined)
    .map(({ instruction, range, comments }) => ({ message: describeWord(instruction.keyword.text), range, comments })),
};

function describeWord(word: string): string {
  return `There is no instruction ${JSON.stringify(word)}.${_suggestNearest(word.toUpperCase(), _KEYWORDS)} Instructions: ${_KEYWORDS.join(', ')}.`;
}
