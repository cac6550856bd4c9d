import { Severity } from '../../../../core';
import { reportFrom } from '../../rule';
import type { LintRule } from '../../rule';

export const duplicateStageName: LintRule = {
  id: 'DuplicateStageName',
  description: 'Every stage has its own name: of two stages with one name, only the later can be copied from.',
  why: 'COPY --from and --target use the later one, and the earlier one cannot be reached by its name.',
  fix: 'Give every stage its own name.',
  since: '1.8',
  severity: Severity.WARNING,
  page: 'duplicate-stage-name',
  wholeFile: true,
  bad: ['FROM scratch AS a\nFROM scratch AS a\n'],
  good: ['FROM scratch AS a\nFROM scratch AS b\n'],
  *check({ stages }) {
    const names = new Set<string>();
    for (const stage of stages) {
      if (stage.name === undefined) continue;
      if (names.has(stage.name)) yield reportFrom(stage, `Duplicate stage name "${stage.name}", stage names should be unique`);
      names.add(stage.name);
    }
  },
};
