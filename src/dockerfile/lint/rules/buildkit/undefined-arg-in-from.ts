import { Severity, _didYouMean } from '../../../../core';
import { atFrom } from '../../rule';
import type { LintRule } from '../../rule';

export const undefinedArgInFrom: LintRule = {
  id: 'UndefinedArgInFrom',
  description: 'A variable in FROM is declared by an ARG above the first FROM; what a stage declares does not count.',
  why: 'The variable is empty there, whatever is given with --build-arg: BuildKit takes another image, or none.',
  fix: 'Declare it with ARG above the first FROM.',
  since: '1.8',
  severity: Severity.WARNING,
  page: 'undefined-arg-in-from',
  bad: ['ARG VERSION=1\nFROM busybox:${VERSON:-1}\n', 'FROM scratch AS a\nARG VERSION=1\nFROM busybox:1$VERSION\n'],
  good: ['ARG VERSION=1\nFROM busybox:$VERSION\n', 'FROM --platform=$BUILDPLATFORM busybox\n'],
  *check({ stages, globals }) {
    for (const stage of stages) {
      for (const name of [...stage.base.unset, ...(stage.platform?.unset ?? [])]) {
        if (!globals.has(name)) yield atFrom(stage, `FROM argument '${name}' is not declared.${_didYouMean(name, globals.names)}`);
      }
    }
  },
};
