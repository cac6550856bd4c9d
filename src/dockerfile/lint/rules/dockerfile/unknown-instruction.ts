import { Severity, _didYouMean } from '../../../../core';
import { _KEYWORDS } from '../../../instructions';
import type { LintRule } from '../../rule';

export const dockerfileUnknownInstruction: LintRule = {
  id: 'dockerfile/unknown-instruction',
  description: 'Every line begins with an instruction that there is.',
  why: 'BuildKit stops at the line.',
  fix: 'Write one of the instructions. A line that continues the one before needs a backslash at the end of that.',
  severity: Severity.ERROR,
  bad: ['FROM scratch\nCOPPY a /a\n', 'FROM scratch\n\tfi\n', 'FROM scratch AS a\nONBUILD RUNN x\nFROM a\n'],
  good: ['FROM scratch\nCOPY a /a\n'],
  check: ({ read }) => read.filter(({ instruction }) => instruction.form === undefined)
    .map(({ instruction, range, comments }) => ({ message: message(instruction.keyword.text), range, comments })),
};

function message(word: string): string {
  return `There is no instruction ${JSON.stringify(word)}.${_didYouMean(word.toUpperCase(), _KEYWORDS)} There are ${_KEYWORDS.join(', ')}.`;
}
