import { redundantTargetPlatformFix } from './redundant-target-platform.fix';
import { Severity } from '../../../../core';
import { reportFrom } from '../../rule';
import type { LintRule } from '../../rule';

export const redundantTargetPlatform: LintRule = {
  id: 'RedundantTargetPlatform',
  description: 'FROM uses the target platform by default.',
  why: 'BuildKit uses the target platform by default: readers look for a reason that does not exist.',
  fix: 'Remove --platform=$TARGETPLATFORM.',
  since: '1.9',
  severity: Severity.WARNING,
  page: 'redundant-target-platform',
  bad: ['FROM --platform=$TARGETPLATFORM busybox\n', 'FROM --platform=${TARGETPLATFORM} busybox\n'],
  good: ['FROM --platform=$BUILDPLATFORM busybox\n', 'FROM busybox\n'],
  autofix: redundantTargetPlatformFix,
  check: ({ stages, globals }) => stages.flatMap(stage => {
    const { platform } = stage;
    if (platform === undefined || platform.unset.size > 0 || platform.used.size !== 1 || !platform.used.has('TARGETPLATFORM')) return [];
    if (platform.text !== globals.findValue('TARGETPLATFORM')) return [];
    return reportFrom(stage, `Setting platform to predefined ${platform.source} in FROM is redundant as this is the default behavior`);
  }),
};
