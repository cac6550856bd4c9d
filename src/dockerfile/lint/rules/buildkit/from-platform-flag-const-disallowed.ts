import { Severity } from '../../../../core';
import { parsePlatform } from '../../language/platform-text';
import { reportFrom } from '../../rule';
import type { LintRule } from '../../rule';

export const fromPlatformFlagConstDisallowed: LintRule = {
  id: 'FromPlatformFlagConstDisallowed',
  description: 'A stage for one fixed platform names it; any other stage takes the platform from the build.',
  why: 'When the build is for another platform, the stage still has this one: its programs do not run, or are emulated.',
  fix: 'Remove --platform, or put the platform into the name of the stage: AS build-amd64.',
  since: '1.9',
  severity: Severity.WARNING,
  page: 'from-platform-flag-const-disallowed',
  bad: ['FROM --platform=linux/amd64 busybox AS base\n'],
  good: ['FROM --platform=linux/amd64 busybox AS base-amd64\n', 'FROM --platform=$BUILDPLATFORM busybox AS base\n'],
  check: ({ stages }) => stages.flatMap(stage => {
    const { platform, name = '' } = stage;
    if (platform === undefined || platform.used.size > 0 || platform.unset.size > 0) return [];
    const parsed = parsePlatform(platform.text);
    if (parsed === undefined || name.includes(parsed.system) || name.includes(parsed.architecture)) return [];
    return reportFrom(stage, `FROM --platform flag should not use constant value "${platform.text}"`);
  }),
};
