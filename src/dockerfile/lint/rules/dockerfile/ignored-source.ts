import { Severity } from '../../../../core';
import { _findFlag } from '../../../syntax/flags';
import { isKnown } from '../../language/expand';
import { parseSource } from '../../language/source';
import { reportStep } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileIgnoredSource: LintRule = {
  id: 'dockerfile/ignored-source',
  description: 'Files copied from the context are not excluded by a .dockerignore with exceptions. (Without exceptions, CopyIgnoredFile reports '
    + 'them.)',
  why: 'BuildKit does not see the file: the build stops with "not found".',
  fix: 'Remove the pattern that excludes it, or include it again with a line "!…" below.',
  severity: Severity.ERROR,
  dockerignore: ['*', '!b', '!c/d', 'b/a'],
  bad: ['FROM scratch\nCOPY a /a\n', 'FROM scratch\nCOPY b/a c/e /a/\n'],
  good: ['FROM scratch\nCOPY b /a\n', 'FROM scratch\nCOPY a* /a\n', 'FROM scratch\nCOPY . /a\n', 'FROM scratch\nCOPY c c/d /a/\n'],
  *check(file) {
    const { ignored } = file;
    if (ignored.exception === undefined) return;
    for (const step of file.filterSteps('COPY', 'ADD')) {
      if (step.keyword === 'COPY' && _findFlag(step.instruction, 'from')) continue;
      for (const { role, text } of step.expansions) {
        // The matches of a wildcard are not known; without a match, BuildKit copies nothing and continues.
        if (role !== 'source' || !isKnown(text) || /[*?[\\]/.test(text) || parseSource(text).kind !== 'path') continue;
        const excluder = ignored.findIgnoringAll(text);
        if (excluder !== undefined) yield reportStep(step, `"${text}" is excluded from the build context by "${excluder}" in .dockerignore.`);
      }
    }
  },
};
