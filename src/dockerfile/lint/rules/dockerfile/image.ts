import { _findReferenceProblem, Severity } from '../../../../core';
import { isKnown } from '../../language/expand';
import { hasVariable } from '../../model/stage-source';
import { reportStep, reportFrom } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileImage: LintRule = {
  id: 'dockerfile/image',
  description: 'FROM, COPY --from and RUN --mount=from name a stage or a valid image.',
  why: 'BuildKit cannot request it from a registry, and the build stops.',
  fix: 'Write registry/name:tag@sha256:…, in lower case, and give every variable in it a default.',
  severity: Severity.ERROR,
  bad: ['FROM scratch\nCOPY --from=Alpine:3 /a /a\n', 'FROM scratch\nRUN --mount=from=a_-b,target=/a x\n', 'ARG A\nFROM $A\n'],
  good: ['FROM localhost:5000/a/b:c\n', 'FROM scratch AS build\nFROM build\n'],
  *check(file) {
    for (const stage of file.stages) {
      const { source, text, problem, unset, stage: below } = stage.base;
      if (problem !== undefined || source === '' || below !== undefined || !isKnown(text) || file.requiredArgs.some(name => unset.has(name))) continue;
      const unfit = text === '' ? 'it is empty' : _findReferenceProblem(text);
      if (unfit !== undefined) yield reportFrom(stage, `FROM cannot use "${text || source}": ${unfit}.`);
    }
    for (const step of file.filterSteps('COPY', 'RUN')) {
      for (const name of step.sources) {
        if (hasVariable(step, name) || (step.keyword === 'COPY' && /^[+-]?\d+$/.test(name)) || file.findStage(name) !== undefined) continue;
        const unfit = _findReferenceProblem(name);
        if (unfit !== undefined) yield reportStep(step, `"${name}" is neither a stage nor an image: ${unfit}.`);
      }
    }
  },
};
