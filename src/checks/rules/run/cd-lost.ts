import { Severity } from '../../../core';
import { Cmd, Copy, DockerfileNode, Entrypoint, Run, Word, Workdir } from '../../../dockerfile';
import type { ImageModel } from '../../../plan';
import type { _Rule, RuleFinding } from '../../rule';
import { _listLineage } from '../../support/instructions';
import { _RunStep, _pathOf, _listRunSteps } from '../../support/run-steps';

/** @see https://docs.docker.com/reference/dockerfile/#workdir */
export const runCdLost: _Rule = {
  id: 'run/cd-lost',
  title: 'A cd is in the same step as the commands that need it',
  severity: Severity.WARNING,
  why: 'Each step runs in a new shell, which starts in the working directory of the stage: later steps do not run in that directory.',
  fix: 'Use workdir(…), or put the `cd` into the run() whose commands need it.',
  check: image => _listRunSteps(image).filter(({ script }) => /\bcd\b/.test(script)).flatMap(step => listFindings(image, step)),
};

/** A `cd` at the end of a step without an earlier one: a `cd` back is harmless. */
function listFindings(image: ImageModel, step: _RunStep): RuleFinding[] {
  const { commands, stage } = step;
  const last = commands[commands.length - 1];
  const moves = commands.filter(({ name }) => name === 'cd' || name === 'pushd' || name === 'popd');
  if (moves.length !== 1 || moves[0] !== last || !last.isCertain || last.hasInput || last.failure === 'piped') return [];
  const [, to] = last.words;
  const path = _pathOf(step, last, to);
  if (last.words.length !== 2 || to === '-' || (path !== undefined && path === step.step.config.workingDirectory)) return [];
  const what = `In the stage "${stage.name}", a step ends with \`${last.sources.join(' ')}\`, which has no effect on later steps.`;
  return isFollowed(image, step) ? [{ by: step.step.by, what }] : [];
}

/** Whether a later instruction, also in a stage that continues it, depends on the directory before WORKDIR sets it. */
function isFollowed({ stages }: ImageModel, { stage, step }: _RunStep): boolean {
  return stages.filter(each => _listLineage(each).includes(stage)).some(each => {
    const steps = _listLineage(each).slice(_listLineage(each).indexOf(stage)).flatMap(({ steps: own }) => own);
    const next = steps.slice(steps.indexOf(step) + 1).map(({ node }) => node).find(node => isAbsolute(node) || dependsOnDirectory(node));
    return next !== undefined && dependsOnDirectory(next);
  });
}

/** A WORKDIR that does not depend on the previous directory. */
function isAbsolute(node: DockerfileNode): boolean {
  return node instanceof Workdir && !isRelative(node.path);
}

function dependsOnDirectory(node: DockerfileNode): boolean {
  return node instanceof Run || node instanceof Cmd || node instanceof Entrypoint
    || (node instanceof Workdir && isRelative(node.path)) || (node instanceof Copy && isRelative(node.destination));
}

function isRelative(path: Word): boolean {
  return path._text?.startsWith('/') === false;
}
