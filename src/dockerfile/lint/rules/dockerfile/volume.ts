import { Severity } from '../../../../core';
import { reportStep } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileVolume: LintRule = {
  id: 'dockerfile/volume',
  description: 'The path of a VOLUME is not empty once its variables are expanded.',
  why: 'BuildKit rejects a volume without a path.',
  fix: 'Write an absolute path, and give its variables a value.',
  severity: Severity.ERROR,
  bad: ['FROM scratch\nENV A=\nVOLUME $A\n'],
  good: ['FROM scratch\nENV A=/a\nVOLUME $A\n'],
  check: file => file.filterSteps('VOLUME').flatMap(step => step.expansions
    .filter(({ text, source, problem }) => problem === undefined && text === '' && source !== '')
    .map(({ source }) => reportStep(step, `The path "${source}" is empty.`))),
};
