import { Severity } from '../../../../core';
import { STAGE_NAME } from '../../model/linted-file';
import { reportFrom } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileStageName: LintRule = {
  id: 'dockerfile/stage-name',
  description: 'The name of a stage starts with a letter and contains only letters, digits, "-", "_" and ".".',
  why: 'BuildKit rejects a name with other characters.',
  fix: 'Start it with a letter, and use only letters, digits, "-", "_" and ".".',
  severity: Severity.ERROR,
  bad: ['FROM scratch AS 1st\n', 'FROM scratch AS a/b\n', 'FROM scratch AS $A\n'],
  good: ['FROM scratch AS a1-b_c.d\n'],
  check: ({ stages }) => stages.flatMap(stage => {
    const words = stage.from.words.map(({ text }) => text);
    if (words.length !== 3 || words[1].toLowerCase() !== 'as' || STAGE_NAME.test(words[2].toLowerCase())) return [];
    return reportFrom(stage, `A stage cannot be named "${words[2]}": a name starts with a letter and contains only letters, digits, "-", "_" and ".".`);
  }),
};
