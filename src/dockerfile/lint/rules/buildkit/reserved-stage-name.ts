import { Severity } from '../../../../core';
import { reportFrom } from '../../rule';
import type { LintRule } from '../../rule';

/** Names that mean something else to BuildKit. */
const RESERVED = ['context', 'scratch'];

export const reservedStageName: LintRule = {
  id: 'ReservedStageName',
  description: 'No stage is named scratch or context.',
  why: 'FROM scratch and COPY --from=context mean something else, so the stage cannot be used by its name.',
  fix: 'Give the stage another name.',
  since: '1.8',
  severity: Severity.WARNING,
  page: 'reserved-stage-name',
  wholeFile: true,
  bad: ['FROM scratch AS context\n', 'FROM scratch AS scratch\n'],
  good: ['FROM scratch AS contexts\n'],
  check: ({ stages }) => stages.flatMap(stage => stage.name !== undefined && RESERVED.includes(stage.name)
    ? reportFrom(stage, `Stage name should not use the same name as reserved stage "${stage.name}"`)
    : []),
};
