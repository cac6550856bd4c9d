import { Severity } from '../../../../core';
import { atFrom } from '../../rule';
import type { LintRule } from '../../rule';

export const stageNameCasing: LintRule = {
  id: 'StageNameCasing',
  description: 'Names of stages are written in lower case: BuildKit lowers them, and who reads the file may not know.',
  why: 'BuildKit lowers the name, so that messages, --target and COPY --from show another one than the file.',
  fix: 'Write the name in lower case.',
  since: '1.8',
  severity: Severity.WARNING,
  page: 'stage-name-casing',
  bad: ['FROM scratch AS Build\n'],
  good: ['FROM scratch AS build\n'],
  check: ({ stages }) => stages.flatMap(stage => {
    const name = stage.from.words.length === 3 ? stage.from.words[2].text : '';
    return name !== name.toLowerCase() ? atFrom(stage, `Stage name '${name}' should be lowercase`) : [];
  }),
};
