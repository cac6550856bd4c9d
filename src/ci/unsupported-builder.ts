import { Problem, Severity } from '../core';
import { _BuilderSetup, _USUAL_BUILDER } from '../image';
import type { Pipeline } from './pipeline';

/** Reports a builder that a forge cannot use: it builds on its own machines. */
export function findUnsupportedBuilder(forge: string, { builder }: Pipeline, isUsable: (builder: _BuilderSetup) => boolean = isUsual): Problem[] {
  return isUsable(builder) ? [] : [{
    id: 'ci/unsupported',
    severity: Severity.WARNING,
    what: `${forge} cannot use the builder "${builder.driver}" as it is declared.`,
    why: 'It builds in a container on its own machine: the images are the same, and that machine does all the work.',
    fix: `Give ${forge} a pipeline of its own with builder: ImageBuilder.container(), or acknowledge this.`,
  }];
}

/** Whether it is the builder of those who declare none. */
function isUsual({ driver, nodes }: _BuilderSetup): boolean {
  return driver === _USUAL_BUILDER.driver && nodes.every(({ options }) => options.length === 0);
}
