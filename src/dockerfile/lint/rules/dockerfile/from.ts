import { Severity, _suggestNearest } from '../../../../core';
import { _listFlags } from '../../../syntax/flags';
import type { LintedFile } from '../../model/linted-file';
import { parseMountFields } from '../../model/places';
import { hasVariable } from '../../model/stage-source';
import type { Step } from '../../model/step';
import { reportStep } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileFrom: LintRule = {
  id: 'dockerfile/from',
  description: 'COPY --from and RUN --mount=from name an earlier stage or an image, without variables.',
  why: 'BuildKit finds no stage of that name there: the build stops, or uses an image of that name from a registry.',
  fix: 'Name an earlier stage, or start a stage FROM the image that you mean.',
  severity: Severity.ERROR,
  bad: [
    'FROM scratch\nCOPY --from=b /a /a\nFROM scratch AS b\n', 'FROM scratch AS a\nCOPY --from=a /a /a\n', 'FROM scratch\nCOPY --from=1 /a /a\n',
    'FROM scratch AS a\nFROM scratch\nARG A=a\nCOPY --from=$A /a /a\n', 'FROM scratch\nRUN --mount=from=b,target=/b x\nFROM scratch AS b\n',
    'FROM scratch AS a\nRUN --mount=from=$A,target=/b x\n', 'FROM scratch\nCOPY --from=0 /a /a\n',
  ],
  good: ['FROM scratch AS a\nFROM scratch\nCOPY --from=A /a /a\nCOPY --from=0 /a /b\nRUN --mount=from=a,target=/b x\nCOPY --from=busybox /a /a\n'],
  *check(file) {
    let before: Map<Step, number> | undefined;
    const imagesAbove = (step: Step) => (before ??= countImages(file)).get(step)!;
    for (const step of file.filterSteps('COPY', 'RUN')) {
      for (const name of step.sources) {
        const problem = findProblem(file, step, name, imagesAbove);
        if (problem !== undefined) yield reportStep(step, problem);
      }
      if (mountsScratch(file, step)) yield reportStep(step, 'A mount without "from" would use the stage named "scratch": rename that stage.');
    }
  },
};

function findProblem(file: LintedFile, step: Step, name: string, imagesAbove: (step: Step) => number): string | undefined {
  const flag = step.keyword === 'COPY' ? '--from' : 'from';
  if (hasVariable(step, name)) {
    return `Variables are not expanded in ${flag}=${name}. Start a named stage FROM the image with the variable, and use its name.`;
  }
  const isNumber = step.keyword === 'COPY' && /^[+-]?\d+$/.test(name);
  if (isNumber && !(Number(name) >= 0 && Number(name) < file.stages.length)) {
    // BuildKit counts earlier images among the stages.
    if (Number(name) >= 0 && Number(name) < file.stages.length + imagesAbove(step)) return undefined;
    return `${flag}=${name}: the stages are 0 to ${file.stages.length - 1}.`;
  }
  const stage = isNumber ? file.stages[Number(name)] : file.findStage(name);
  if (stage === undefined || stage.index < step.stage.index) return undefined;
  if (stage === step.stage) return `${flag}=${name}: the stage would depend on itself.`;
  const earlier = file.stages.slice(0, step.stage.index).flatMap(each => each.name ?? []);
  return `${flag}=${name}: the stage begins in line ${stage.from.range.startLine}; it has to come before this one.${_suggestNearest(name, earlier.filter(each => each !== stage.name))}`;
}

/** BuildKit mounts `scratch` if a mount has no origin, and then finds a stage with that name. */
function mountsScratch(file: LintedFile, step: Step): boolean {
  const scratch = file.findStage('scratch');
  if (scratch === undefined || scratch.index < step.stage.index) return false;
  return _listFlags(step.instruction, 'mount').some((mount, i) => {
    if (parseMountFields(mount).some(({ key, value }) => key === 'from' && value)) return false;
    const kind = step.expansions.find(({ mount: place }) => place?.flag === i && place.key === 'type')?.text;
    return scratch === step.stage || kind?.toLowerCase() === 'cache';
  });
}

/** The number of images, and of mounts without an origin, before each step. */
function countImages(file: LintedFile): Map<Step, number> {
  const before = new Map<Step, number>();
  let count = 0;
  for (const step of file.steps) {
    before.set(step, count);
    const mounts = step.keyword === 'RUN' ? _listFlags(step.instruction, 'mount').length : 0;
    const images = step.sources.filter(name => !/^\d+$/.test(name) && file.findStage(name) === undefined).length;
    count += images + Math.max(0, mounts - step.sources.length);
  }
  return before;
}
