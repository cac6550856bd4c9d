import { Severity, _suggestNearest } from '../../../../core';
import { _parseCsv } from '../../../syntax/csv';
import { _findFlag, _listFlags } from '../../../syntax/flags';
import { _isBoolean } from '../../../syntax/go-values';
import { reportStep } from '../../rule';
import type { LintRule } from '../../rule';

const CHOICES: Record<string, readonly string[]> = { network: ['default', 'none', 'host'], security: ['sandbox', 'insecure'] };

export const dockerfileRunFlag: LintRule = {
  id: 'dockerfile/run-flag',
  description: 'RUN --network, --security and --device have a valid value.',
  why: 'BuildKit rejects an unknown value.',
  fix: 'Use one of the values of the flag.',
  severity: Severity.ERROR,
  bad: ['FROM scratch\nRUN --network=bridge x\n', 'FROM scratch\nRUN --security=privileged x\n', 'FROM scratch\nRUN --network= x\n'],
  good: ['FROM scratch\nRUN --network=none --security=sandbox x\n'],
  *check(file) {
    for (const step of file.filterSteps('RUN')) {
      for (const [name, choices] of Object.entries(CHOICES)) {
        const value = _findFlag(step.instruction, name);
        if (value === undefined || choices.includes(value)) continue;
        yield reportStep(step, `--${name}=${value} is not one of ${choices.join(', ')}.${_suggestNearest(value, choices)}`);
      }
      for (const value of _listFlags(step.instruction, 'device')) {
        if (!isDevice(value)) yield reportStep(step, `--device=${value} does not have the form name,required.`);
      }
    }
  },
};

/** A name, with or without `name=`, and `required`. */
function isDevice(text: string): boolean {
  let named = false;
  for (const field of _parseCsv(text) ?? ['name=', 'name=']) {
    const [, key, , value] = /^([^=]*)(=(.*))?$/s.exec(field)!;
    const isRequired = key.toLowerCase() === 'required';
    if (isRequired && (value === undefined || _isBoolean(value))) continue;
    if (named || isRequired) return false;
    named = true;
  }
  return true;
}
