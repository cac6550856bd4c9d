import { Severity } from '../../../../core';
import { parseCheckOptions } from '../../check-options';
import type { LintRule } from '../../rule';

export const dockerfileCheckDirective: LintRule = {
  id: 'dockerfile/check-directive',
  description: '# check= consists of skip=…, error=… and experimental=…',
  why: 'BuildKit rejects a directive that it cannot parse.',
  fix: 'Write # check=skip=RULE,RULE or skip=all, error=true and experimental=RULE, separated by ";".',
  severity: Severity.ERROR,
  bad: ['# check=skip\nFROM scratch\n', '# check=ignore=all\nFROM scratch\n', '# check=error=maybe\nFROM scratch\n'],
  good: ['# check=skip=all;error=true;experimental=InvalidDefinitionDescription\nFROM scratch\n'],
  check: ({ tree }) => tree.directives.filter(({ name }) => name === 'check').flatMap(({ value, range }) => {
    const read = parseCheckOptions(value);
    return typeof read === 'string' ? { message: read, range, comments: [] } : [];
  }),
};
