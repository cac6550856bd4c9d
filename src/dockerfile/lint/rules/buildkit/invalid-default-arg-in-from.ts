import { _findReferenceProblem, Severity } from '../../../../core';
import { isKnown } from '../../language/expand';
import { reportFrom } from '../../rule';
import type { LintRule } from '../../rule';

export const invalidDefaultArgInFrom: LintRule = {
  id: 'InvalidDefaultArgInFrom',
  description: 'FROM names an image even if no build argument is set.',
  why: 'A build without --build-arg stops at an invalid image name.',
  fix: 'Give the ARG before the first FROM a default.',
  since: '1.9',
  severity: Severity.WARNING,
  page: 'invalid-default-arg-in-from',
  wholeFile: true,
  bad: ['ARG TAG\nFROM busybox:$TAG\n', 'ARG IMAGE=Busybox\nFROM $IMAGE\n'],
  good: ['ARG TAG=1\nFROM busybox:${TAG}\n', 'ARG TAG\nFROM busybox:${TAG:-latest}\n'],
  *check({ stages, globals }) {
    if (globals.declared.some(({ value }) => value?.problem !== undefined)) return;
    for (const stage of stages) {
      const { source, text, problem } = stage.base;
      if (problem !== undefined) return; // BuildKit stops checking here
      if (source !== '' && isKnown(text) && _findReferenceProblem(text) !== undefined) {
        yield reportFrom(stage, `Default value for ARG ${source} results in empty or invalid base image name`);
      }
    }
  },
};
