import { maintainerDeprecatedFix } from './maintainer-deprecated.fix';
import { Severity } from '../../../../core';
import { reportInstruction } from '../../rule';
import type { LintRule } from '../../rule';

export const maintainerDeprecated: LintRule = {
  id: 'MaintainerDeprecated',
  description: 'MAINTAINER is deprecated: a label names the authors of the image.',
  why: 'MAINTAINER has been deprecated since Docker 1.13 and may be removed.',
  fix: 'Write LABEL org.opencontainers.image.authors="…".',
  since: '1.8',
  severity: Severity.WARNING,
  page: 'maintainer-deprecated',
  bad: ['FROM scratch\nMAINTAINER someone\n'],
  good: ['FROM scratch\nLABEL org.opencontainers.image.authors=someone\n'],
  autofix: maintainerDeprecatedFix,
  check: ({ tree }) => tree.instructions
    .filter(instruction => instruction.name === 'MAINTAINER')
    .map(instruction => reportInstruction(instruction, 'Maintainer instruction is deprecated in favor of using label')),
};
