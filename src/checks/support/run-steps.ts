import { posix } from 'node:path';
import { _RunCommand, _listCommands, _readScript } from './run-commands';
import { Run } from '../../dockerfile';
import type { ImageModel, StageModel, StageStep } from '../../plan';
import type { Lookup, Rootfs } from '../../rootfs';

/** A `RUN` of a stage, and the files before it. */
export interface _RunStep {
  readonly stage: StageModel;
  readonly step: StageStep;
  readonly run: Run;
  /** The script, or the words of a program without a shell. */
  readonly script: string;
  /** Empty if another kind of shell reads the script. The first access parses the script, so test the text of `script` before. */
  readonly commands: _RunCommand[];
  /** The files before it runs. */
  readonly before: Rootfs;
}

/** Results for each image and stage. */
const OF_IMAGE = new WeakMap<ImageModel, readonly _RunStep[]>();
const OF_STAGE = new WeakMap<StageModel, readonly _RunStep[]>();

/** Every `RUN` of an image, in the order in which they are built. */
export function _listRunSteps(image: ImageModel): readonly _RunStep[] {
  const known = OF_IMAGE.get(image) ?? image.stages.flatMap(_listStageRunSteps);
  OF_IMAGE.set(image, known);
  return known;
}

/** Every `RUN` of a stage alone, without those of a stage that it continues. */
export function _listStageRunSteps(stage: StageModel): readonly _RunStep[] {
  const known = OF_STAGE.get(stage) ?? stage.steps.flatMap(step => describeStep(stage, step));
  OF_STAGE.set(stage, known);
  return known;
}

/** The path that a word of a command means, from the directory in which it runs; undefined if that is not known, and for options. */
export function _pathOf({ step }: _RunStep, { directory }: _RunCommand, word: string | undefined): string | undefined {
  if (word === undefined || word === '' || (word.startsWith('-') && word !== '-')) return undefined;
  if (word.startsWith('/')) return posix.normalize(word);
  const path = directory === undefined ? undefined : posix.join(directory, word);
  return path === undefined || path.startsWith('/') ? path : step.config._absolute(path);
}

/** The file that a `RUN` finds at a path, or the one that its stage is declared to have there in the end. */
export function _findAt(step: _RunStep, path: string): Lookup {
  const found = step.before.lookup(path);
  return found.placed?.isCertain ? found : step.stage.rootfs.lookup(path);
}

function describeStep(stage: StageModel, step: StageStep): _RunStep[] {
  const { node, before, config: { shell } } = step;
  if (!(node instanceof Run)) return [];
  const isForeign = !/(^|\/)(ba|da|a)?sh$/.test(shell[0]);
  return [{
    stage,
    step,
    run: node,
    script: _readScript(node),
    get commands() { return isForeign ? [] : _listCommands(node, shell); },
    before: before!,
  }];
}
