import { OFFICIAL_IMAGES } from '../../../../catalog/official-images.generated';
import { Severity, _findNearest } from '../../../../core';
import { isKnown } from '../../language/expand';
import { _isAutomatic } from '../../model/globals';
import type { Stage } from '../../model/step';
import { reportStep, reportFrom } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileUnknownStage: LintRule = {
  id: 'dockerfile/unknown-stage',
  description: 'A name that looks like a stage is one: otherwise BuildKit looks for an image of that name.',
  why: 'An image of that name, from this machine or from a stranger, would be used instead of the stage; without one, the build stops.',
  fix: 'Write the name of the stage as it is after AS. To mean an image, add a tag or a registry.',
  severity: Severity.WARNING,
  bad: [
    'FROM scratch AS build\nFROM scratch\nCOPY --from=biuld /a /a\n', 'FROM build\nFROM scratch AS build\n', 'FROM scratch AS build\nFROM biuld\n',
    'FROM scratch AS builder\nFROM scratch\nRUN --mount=from=build,target=/b x\n', 'ARG SIZE=slm\nFROM scratch AS base-slim\nFROM base-$SIZE\n',
  ],
  good: [
    'FROM scratch AS build\nFROM scratch\nCOPY --from=busybox /a /a\n', 'FROM scratch AS alpin\nFROM alpine:3\n', 'FROM alpine AS alpine\n',
    'FROM scratch AS compose\nFROM scratch\nCOPY --from=composer /a /a\n', 'ARG SIZE=slim\nFROM scratch AS base-slim\nFROM base-$SIZE\n',
    'FROM scratch AS base-arm64\nFROM base-$TARGETARCH\n', 'FROM scratch AS devcontainer-gpu\nFROM devcontainer\n',
    'ARG VARIANT\nFROM scratch AS base-slim\nFROM base$VARIANT\n',
  ],
  *check(file) {
    const above: string[] = [];
    for (const stage of file.stages) {
      const name = stage.base.text;
      const later = stage.base.stage === undefined ? file.findStage(name) : undefined;
      if (later !== undefined && later !== stage && later.name === name) {
        yield reportFrom(stage, `The stage "${name}" begins in line ${later.from.range.startLine}. ${UNLESS}`);
      } else if (stage.base.stage === undefined) {
        const meant = findMeant(stage, above);
        if (meant.length > 0) yield reportFrom(stage, describeSlip(name, meant));
      }
      if (stage.name !== undefined) above.push(stage.name);
    }
    for (const step of file.filterSteps('COPY', 'RUN')) {
      for (const name of step.sources) {
        const near = file.findStage(name) === undefined ? _stageSlip(name, above) : undefined;
        if (near !== undefined) yield reportStep(step, describeSlip(name, [near]));
      }
    }
  },
};

const UNLESS = 'BuildKit would look for an image of that name.';

/** More names are not compared. */
const CANDIDATES = 200;

/** A longer or shorter name that begins in the same way, `build` and `builder`, differs by so many letters. */
const MORE_LETTERS = 2;

const OFFICIAL = new Set(OFFICIAL_IMAGES);

function describeSlip(name: string, meant: readonly string[]): string {
  return `No stage is named "${name}". Did you mean ${meant.map(each => `"${each}"`).join(' or ')}? ${UNLESS}`;
}

/** The stages that a `FROM` may mean, if it names none. */
function findMeant({ base }: Stage, above: readonly string[]): string[] {
  const { text, used, unset, candidates } = base;
  if (candidates.length === 0 || !_mayBeStage(text)) return [_stageSlip(text, above) ?? []].flat();
  // The file may be for other architectures than this build; an argument without a default is set on the command line.
  return unset.size > 0 || [...used].some(_isAutomatic) ? [] : candidates.flatMap(({ name }) => name ?? []);
}

/**
 * The stage that a name probably misspells, unless there is an image with that name.
 *
 * @internal
 */
export function _stageSlip(name: string, stages: readonly string[]): string | undefined {
  if (!_mayBeStage(name)) return undefined;
  const candidates = stages.slice(-CANDIDATES).filter(stage => !isVariant(stage, name) && !isVariant(name, stage));
  return _findNearest(name, candidates, Math.max(1, Math.floor(name.length / 3)))
    ?? candidates.find(stage => isLonger(stage, name) || isLonger(name, stage));
}

/**
 * Whether no known image has a name: an image without registry and user is an official one, whose names are known. An image of
 * this machine or a named context may have any name.
 *
 * @internal
 */
export function _mayBeStage(name: string): boolean {
  return isKnown(name) && /^[a-z][a-z\d_-]{2,}$/i.test(name) && name !== 'scratch' && !OFFICIAL.has(name);
}

/** `devcontainer-cuda` and `devcontainer`: a name with one more word is a different name, not a misspelling. */
function isVariant(name: string, shorter: string): boolean {
  return /^[-_.]/.test(name.slice(shorter.length)) && name.startsWith(shorter);
}

function isLonger(name: string, shorter: string): boolean {
  return shorter.length > MORE_LETTERS && name.startsWith(shorter) && name.length <= shorter.length + MORE_LETTERS;
}
