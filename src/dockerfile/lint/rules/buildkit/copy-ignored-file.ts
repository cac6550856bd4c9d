import { Severity } from '../../../../core';
import { _findFlag } from '../../../syntax/flags';
import { isKnown } from '../../language/expand';
import { parseSource } from '../../language/source';
import { reportStep, findUnknownWords } from '../../rule';
import type { LintRule } from '../../rule';

export const copyIgnoredFile: LintRule = {
  id: 'CopyIgnoredFile',
  description: 'Files copied from the context are not excluded by .dockerignore. Not checked if .dockerignore has exceptions ("!").',
  why: '.dockerignore excludes it from the build context: the build stops, or a wildcard copies nothing.',
  fix: 'Remove it from .dockerignore, or copy something else.',
  since: '1.9',
  severity: Severity.WARNING,
  page: 'copy-ignored-file',
  bad: ['FROM scratch\nCOPY a /a\n', 'FROM scratch\nADD a/b /a\n'],
  good: ['FROM scratch\nCOPY a /a\n', 'FROM scratch AS a\nFROM scratch\nCOPY --from=a /b /b\nADD https://example.com/b /\n'],
  *check(file) {
    const { ignored } = file;
    if (ignored.isEmpty || ignored.exception !== undefined) return;
    for (const step of file.filterSteps('COPY', 'ADD')) {
      if (step.keyword === 'COPY' && _findFlag(step.instruction, 'from')) continue;
      const verb = step.keyword === 'COPY' ? 'Copy' : 'Add';
      for (const { role, text } of step.expansions) {
        if (role !== 'source' || !isKnown(text) || parseSource(text).kind !== 'path' || !ignored.hasMatch(text)) continue;
        yield reportStep(step, `Attempting to ${verb} file "${text}" that is excluded by .dockerignore`);
      }
    }
  },
  *undecided(file) {
    const { ignored } = file;
    if (ignored.isEmpty || ignored.exception !== undefined) return;
    for (const keyword of ['COPY', 'ADD']) yield* findUnknownWords(file, keyword, 'source');
  },
};
