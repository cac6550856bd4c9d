import { noEmptyContinuationFix } from './no-empty-continuation.fix';
import { Severity } from '../../../../core';
import type { LintRule } from '../../rule';

export const noEmptyContinuation: LintRule = {
  id: 'NoEmptyContinuation',
  description: 'A continued instruction contains no empty lines: a later frontend will reject them.',
  why: 'BuildKit joins the lines on both sides today, but a later frontend will reject the file.',
  fix: 'Remove the empty line, or turn it into a comment (#).',
  since: '1.8',
  severity: Severity.WARNING,
  page: 'no-empty-continuation',
  wholeFile: true,
  bad: ['FROM scratch\nENV A=1 \\\n\n    B=2\n'],
  good: ['FROM scratch\nENV A=1 \\\n    # why B\n    B=2\n'],
  autofix: noEmptyContinuationFix,
  *check({ tree: { instructions, emptyContinuations } }) {
    let next = 0;
    for (const { range, heredocs } of instructions) {
      const empty = [];
      while (next < emptyContinuations.length && emptyContinuations[next].startLine <= range.endLine) empty.push(emptyContinuations[next++]);
      if (empty.length === 0) continue;
      // BuildKit names the line in which the instruction ends, before its heredocs.
      const line = heredocs.length === 0 ? range.endLine : heredocs[0].range.startLine - 1;
      const end = Math.max(line, empty.at(-1)!.startLine);
      const lines = empty.map(({ startLine }) => startLine).join(', ');
      yield {
        message: `Empty continuation line: ${lines}`,
        range: { startLine: end, startColumn: 0, endLine: end, endColumn: 0 },
        comments: [],
      };
    }
  },
};
