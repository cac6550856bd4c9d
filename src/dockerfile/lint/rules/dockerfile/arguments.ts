import { Severity } from '../../../../core';
import { _findArgumentProblem, _findFormProblem } from '../../../syntax/arguments';
import type { LintRule } from '../../rule';

export const dockerfileArguments: LintRule = {
  id: 'dockerfile/arguments',
  description: 'Every instruction has the arguments that it needs.',
  why: 'BuildKit cannot parse the instruction, and the build stops.',
  fix: 'Give the instruction the arguments that it takes.',
  severity: Severity.ERROR,
  bad: [
    'FROM scratch\nCOPY a\n', 'FROM scratch\nCOPY ["a"]\n', 'FROM scratch\nENV A\n', 'FROM scratch\nENV A=1 B\n', 'FROM scratch\nENV =1\n', 'FROM scratch\nARG\n',
    'FROM scratch\nWORKDIR\n', 'FROM scratch\nSHELL /bin/sh -c\n', 'FROM scratch\nCMD ["a", 1]\n', 'FROM scratch\nHEALTHCHECK curl\n',
    'FROM scratch\nHEALTHCHECK NONE x\n', 'FROM scratch\nHEALTHCHECK CMD\n', 'FROM scratch\nVOLUME ["/a", " "]\n', 'FROM scratch b\n', 'FROM scratch\nONBUILD\n',
  ],
  good: ['FROM scratch\nRUN\nCMD []\nHEALTHCHECK none\nUSER a b\n'],
  check: ({ read }) => read.flatMap(({ instruction, range, comments }) => {
    const message = _findArgumentProblem(instruction) ?? (instruction.trigger && _findFormProblem(instruction.trigger));
    return message === undefined ? [] : { message, range, comments };
  }),
};
