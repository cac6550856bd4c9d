import { Severity } from '../../../../core';
import { parsePlatform } from '../../language/platform-text';
import { reportFrom } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfilePlatform: LintRule = {
  id: 'dockerfile/platform',
  description: 'FROM --platform has the form system/architecture/variant.',
  why: 'BuildKit rejects a platform that it cannot parse.',
  fix: 'Write system/architecture, or system/architecture/variant: linux/arm/v7.',
  severity: Severity.ERROR,
  bad: ['FROM --platform=linux/amd64/a/b busybox\n', 'FROM --platform=quux busybox\n', 'ARG P=\nFROM --platform=$P busybox\n'],
  good: ['ARG P=linux/arm64\nFROM --platform=$P busybox\n'],
  check: ({ stages }) => stages.flatMap(stage => {
    const { platform: given } = stage;
    if (given === undefined || given.problem !== undefined || parsePlatform(given.text) !== undefined) return [];
    return reportFrom(stage, `"${given.text}", from --platform=${given.source}, is not a platform. Write system/architecture or system/architecture/variant.`);
  }),
};
