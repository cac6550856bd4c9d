import { ScratchImage } from '../../blocks';
import { Severity } from '../../core';
import { Cmd, Copy, Entrypoint, Run, Workdir } from '../../dockerfile';
import { BuildStage, ContainerImage } from '../../image';
import type { ImageModel, StageStep } from '../../plan';
import { EXAMPLE_BASE, exampleProgram } from '../examples';
import { _chain } from '../instructions';
import type { _Rule, RuleFinding } from '../rule';
import { _RunStep, _pathIn, _runSteps } from '../run-steps';

/** @see https://docs.docker.com/reference/dockerfile/#workdir */
export const runCdLost: _Rule = {
  id: 'run/cd-lost',
  title: 'A directory that is entered is entered for what follows',
  severity: Severity.WARNING,
  why: 'Each step has a shell of its own, which begins in the working directory of the stage: what stands behind it is not run there.',
  fix: 'Write workdir(…), or put the `cd` into the run() whose commands it is meant for.',
  check: image => _runSteps(image).filter(({ script }) => /\bcd\b/.test(script)).flatMap(step => findings(image, step)),
  bad: image => built(image, stage => {
    stage.run(['cd /src']);
    stage.run(['make install DESTDIR=/out']);
  }),
  good: image => built(image, stage => stage.run(['cd /src', 'make install DESTDIR=/out'])),
};

/** A `cd` at the end of a step that was not elsewhere before: one that goes back harms nobody. */
function findings(image: ImageModel, step: _RunStep): RuleFinding[] {
  const { commands, stage } = step;
  const last = commands[commands.length - 1];
  const moves = commands.filter(({ name }) => name === 'cd' || name === 'pushd' || name === 'popd');
  if (moves.length !== 1 || moves[0] !== last || !last.isCertain || last.hasInput || last.failure === 'piped') return [];
  const [, to] = last.words;
  if (last.words.length !== 2 || to === '-' || (to !== undefined && _pathIn(step, last, to) === step.step.config.workingDirectory)) return [];
  return isFollowed(image, step) ? [{ by: step.step.by, what: `In the stage "${stage.name}", a step ends with \`${last.sources.join(' ')}\`, and the directory ends with it.` }] : [];
}

/** Whether something behind it, also in a stage that continues it, depends on where it is before WORKDIR says it. */
function isFollowed({ stages }: ImageModel, { stage, step }: _RunStep): boolean {
  return stages.filter(each => _chain(each).includes(stage)).some(each => {
    const steps = _chain(each).slice(_chain(each).indexOf(stage)).flatMap(({ steps: own }) => own);
    const behind = steps.slice(steps.indexOf(step) + 1).map(({ node }: StageStep) => node);
    const next = behind.find(node => node instanceof Run || node instanceof Workdir || node instanceof Copy || node instanceof Cmd || node instanceof Entrypoint);
    return next !== undefined && !(next instanceof Workdir && next.path._text?.startsWith('/') !== false) && !(next instanceof Copy && next.destination._text?.startsWith('/') !== false);
  });
}

function built(image: ContainerImage, fill: (stage: BuildStage) => void): void {
  const stage = new BuildStage(image, 'Build', { base: EXAMPLE_BASE, purpose: 'builds the program' });
  fill(stage);
  new ScratchImage(image, 'Runtime', { contents: [stage.artifact({ root: '/out', entries: [exampleProgram('/bin/app')] })] });
}
