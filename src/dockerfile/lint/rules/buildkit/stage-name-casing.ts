import { stageNameCasingFix } from './stage-name-casing.fix';
import { Severity } from '../../../../core';
import { reportFrom } from '../../rule';
import type { LintRule } from '../../rule';

export const stageNameCasing: LintRule = {
  id: 'StageNameCasing',
  description: 'Names of stages are in lower case: BuildKit converts them, and readers may not know.',
  why: 'BuildKit converts the name to lower case, so messages, --target and COPY --from show a different name than the file.',
  fix: 'Write the name in lower case.',
  since: '1.8',
  severity: Severity.WARNING,
  page: 'stage-name-casing',
  bad: ['FROM scratch AS Build\n'],
  good: ['FROM scratch AS build\n'],
  autofix: stageNameCasingFix,
  check: ({ stages }) => stages.flatMap(stage => {
    const name = stage.from.words.length === 3 ? stage.from.words[2].text : '';
    return name !== name.toLowerCase() ? reportFrom(stage, `Stage name '${name}' should be lowercase`) : [];
  }),
};
