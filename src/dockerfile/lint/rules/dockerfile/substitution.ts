import { Severity } from '../../../../core';
import { reportStep, reportFrom, reportInstruction } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileSubstitution: LintRule = {
  id: 'dockerfile/substitution',
  description: 'Quotes and braces are closed, ${…} has a known operator, and the variable of ${NAME:?} is set.',
  why: 'BuildKit cannot expand the word, and the build stops.',
  fix: 'Close every quote and brace. Escape a literal dollar sign with a backslash.',
  severity: Severity.ERROR,
  bad: [
    'FROM scratch\nUSER ${A\n', 'FROM scratch\nENV A="b\n', 'FROM scratch\nENV A=1\nUSER ${A:#b}\n', 'ARG A\nFROM ${A:?}\n', 'ARG A=${B\nFROM scratch\n',
    'FROM scratch\nENV A=1\nUSER ${A@b}\n', 'FROM scratch\nENV A=1\nLABEL b=${A/x}\n', "FROM scratch\nCOPY it's /a\n",
  ],
  good: ['ARG A=1\nFROM scratch\nARG A\nUSER ${A:?}${A#b}${A%%b*}${A/b/c}${A//b/c}${A:-$A}${A+b}\n', 'FROM scratch\nUSER \\${A\n', "FROM scratch\nRUN it's\n"],
  *check({ stages, steps, globals }) {
    for (const { instruction, value } of globals.declared) {
      if (value?.problem !== undefined) yield reportInstruction(instruction, describeProblem(value.problem));
    }
    for (const stage of stages) {
      for (const part of [stage.base, stage.platform]) {
        if (part?.problem !== undefined) yield reportFrom(stage, describeProblem(part.problem, part.source));
      }
    }
    for (const step of steps) {
      for (const { problem, source } of step.expansions) if (problem !== undefined) yield reportStep(step, describeProblem(problem, source));
    }
  },
};

function describeProblem(problem: string, source?: string): string {
  const shown = source === undefined ? 'The default' : `"${source.length > 60 ? `${source.slice(0, 60)}…` : source}"`;
  return `${shown} cannot be expanded: ${problem}. Escape a literal dollar sign or quote with a backslash.`;
}
