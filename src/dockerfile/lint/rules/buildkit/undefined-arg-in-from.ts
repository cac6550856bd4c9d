import { Severity, _suggestNearest } from '../../../../core';
import { reportFrom } from '../../rule';
import type { LintRule } from '../../rule';

export const undefinedArgInFrom: LintRule = {
  id: 'UndefinedArgInFrom',
  description: 'A variable in FROM is declared by an ARG before the first FROM; ARGs of a stage do not count.',
  why: 'The variable is empty there, whatever --build-arg sets: BuildKit uses another image, or none.',
  fix: 'Declare it with ARG before the first FROM.',
  since: '1.8',
  severity: Severity.WARNING,
  page: 'undefined-arg-in-from',
  bad: ['ARG VERSION=1\nFROM busybox:${VERSON:-1}\n', 'FROM scratch AS a\nARG VERSION=1\nFROM busybox:1$VERSION\n'],
  good: ['ARG VERSION=1\nFROM busybox:$VERSION\n', 'FROM --platform=$BUILDPLATFORM busybox\n'],
  *check({ stages, globals }) {
    for (const stage of stages) {
      for (const name of [...stage.base.unset, ...(stage.platform?.unset ?? [])]) {
        if (!globals.has(name)) yield reportFrom(stage, `FROM argument '${name}' is not declared.${_suggestNearest(name, globals.names)}`);
      }
    }
  },
};
