import { legacyKeyValueFormatFix } from './legacy-key-value-format.fix';
import { Severity } from '../../../../core';
import { reportStep } from '../../rule';
import type { LintRule } from '../../rule';

export const legacyKeyValueFormat: LintRule = {
  id: 'LegacyKeyValueFormat',
  description: 'ENV and LABEL use "=".',
  why: 'Everything after the first blank is the value, even if it looks like a second pair.',
  fix: 'Write NAME=value, with quotes around a value that contains blanks.',
  since: '1.8',
  severity: Severity.WARNING,
  page: 'legacy-key-value-format',
  bad: ['FROM scratch\nENV A b\n', 'FROM scratch\nLABEL a b c\n'],
  good: ['FROM scratch\nENV A=b C="d e"\n'],
  autofix: legacyKeyValueFormatFix,
  check: file => file.filterSteps('ENV', 'LABEL').flatMap(step => {
    const [pair] = step.instruction.pairs ?? [];
    return pair?.legacy && pair.value !== undefined
      ? reportStep(step, `"${step.keyword} key=value" should be used instead of legacy "${step.keyword} key value" format`)
      : [];
  }),
};
