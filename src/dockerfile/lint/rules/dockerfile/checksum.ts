import { _isDigest, Severity } from '../../../../core';
import { isKnown } from '../../language/expand';
import { parseSource } from '../../language/source';
import { reportStep } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileChecksum: LintRule = {
  id: 'dockerfile/checksum',
  description: 'ADD --checksum has one source: a URL and its digest, or a git repository and its commit.',
  why: 'BuildKit cannot compare the download with the checksum, and the build stops.',
  fix: 'Give one URL and its sha256:…, or one git repository and its commit.',
  severity: Severity.ERROR,
  bad: [
    'FROM scratch\nADD --checksum=sha256:00 https://example.com/a /a\n', 'FROM scratch\nADD --checksum=sha256:00 a /a\n',
    'FROM scratch\nADD --checksum=abc https://example.com/a.git https://example.com/b.git /a/\n', 'FROM scratch\nADD --checksum=a https://example.com/a.git?commit=b /a\n',
  ],
  good: [`FROM scratch\nADD --checksum=sha256:${'0'.repeat(64)} https://example.com/a /a\n`, 'FROM scratch\nADD --checksum=abc https://example.com/a.git#v1 /a\n'],
  *check(file) {
    for (const step of file.filterSteps('ADD')) {
      const sum = step.expansions.find(({ role }) => role === 'checksum');
      if (sum === undefined || sum.text === '' || !isKnown(sum.text)) continue;
      const sources = step.expansions.filter(({ role }) => role === 'source');
      if (sources.length !== 1) {
        yield reportStep(step, `--checksum takes one source, but there are ${sources.length}.`);
      } else if (isKnown(sources[0].text)) {
        const { kind, checksum: asked } = parseSource(sources[0].text);
        if (kind === 'path') yield reportStep(step, `--checksum is for downloads, but "${sources[0].text}" is a file of the build context.`);
        else if (kind === 'http' && !_isDigest(sum.text)) yield reportStep(step, `--checksum=${sum.text} is not a digest: sha256: and 64 hex digits in lower case.`);
        else if (asked !== undefined && asked !== sum.text) yield reportStep(step, `--checksum=${sum.text} and the URL name different commits.`);
      }
    }
  },
};
