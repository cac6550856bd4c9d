import { Severity } from '../../../../core';
import { isKnown } from '../../language/expand';
import { parseSource } from '../../language/source';
import { reportStep } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileCopyRemote: LintRule = {
  id: 'dockerfile/copy-remote',
  description: 'COPY copies files; ADD downloads, from a URL that it can read.',
  why: 'COPY looks for a file of that name, and the build stops.',
  fix: 'Use ADD with --checksum for downloads.',
  severity: Severity.ERROR,
  bad: ['FROM scratch\nCOPY https://example.com/a /a\n', 'FROM scratch\nCOPY git@example.com:a/b.git /a\n', 'FROM scratch\nADD https://example.com/a.git?tga=1 /a\n'],
  good: ['FROM scratch\nADD https://example.com/a /a\nADD https://example.com/a.git?tag=1&keep-git-dir=true#refs/tags/1 /b\n', 'FROM scratch\nCOPY github.com/a/b /a\n'],
  *check(file) {
    for (const step of file.filterSteps('COPY', 'ADD')) {
      for (const { role, text } of step.expansions) {
        if (role !== 'source' || !isKnown(text)) continue;
        const { kind, problem } = parseSource(text);
        if (problem !== undefined) yield reportStep(step, `"${text}" is not the URL of a git repository: ${problem}.`);
        else if (kind !== 'path' && step.keyword === 'COPY') yield reportStep(step, `COPY does not fetch "${text}". Use ADD.`);
      }
    }
  },
};
