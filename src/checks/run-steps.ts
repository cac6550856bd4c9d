import { Arg, Env, Run, Shell, Workdir } from '../dockerfile';
import type { ImageModel, StageModel, StageStep } from '../plan';
import type { Lookup, Rootfs } from '../rootfs';
import { _RunCommand, _commandsOf, _scriptOf } from './run-commands';

/** A `RUN` of a stage, and what it finds there. */
export interface _RunStep {
  readonly stage: StageModel;
  readonly step: StageStep;
  readonly run: Run;
  /** What the shell reads, or the words of a program without a shell. */
  readonly script: string;
  /** None where a shell of another kind reads the script. It is read when this is first asked for: look at the script before. */
  readonly commands: _RunCommand[];
  /** The files that it finds. */
  readonly before: Rootfs;
  /** The working directory; undefined where a base image or a variable says it. */
  readonly directory?: string;
  /** Names of the variables and arguments that are declared before it. What a base image sets is not among them. */
  readonly variables: ReadonlySet<string>;
}

interface Position {
  directory?: string;
  variables: Set<string>;
  isForeign: boolean;
}

const KNOWN = new WeakMap<StageModel, { steps: _RunStep[]; end: Position }>();

/** Every `RUN` of an image, in the order in which they are built. */
export function _runSteps(image: ImageModel): _RunStep[] {
  return image.stages.flatMap(stage => followed(stage).steps);
}

/** Where a word of a command leads, if it is a path that can be told. */
export function _pathOf({ directory, commands }: _RunStep, word: string | undefined): string | undefined {
  if (word === undefined) return undefined;
  if (word.startsWith('/')) return word;
  const moves = commands.some(({ name }) => name === 'cd' || name === 'pushd');
  return directory === undefined || moves || word.startsWith('-') ? undefined : `${directory === '/' ? '' : directory}/${word}`;
}

/** What a `RUN` finds at a path, or what its stage is said to hold there at its end. */
export function _foundAt(step: _RunStep, path: string): Lookup {
  const found = step.before.lookup(path);
  return found.placed?.isCertain ? found : step.stage.rootfs.lookup(path);
}

function followed(stage: StageModel): { steps: _RunStep[]; end: Position } {
  const known = KNOWN.get(stage);
  if (known !== undefined) return known;
  const start = stage.basedOn && followed(stage.basedOn).end;
  const position: Position = start === undefined
    ? { directory: stage.base.isScratch ? '/' : undefined, variables: new Set(), isForeign: false }
    : { ...start, variables: new Set(start.variables) };
  const steps: _RunStep[] = [];
  for (const step of stage.steps) {
    const { node } = step;
    if (node instanceof Env) node.pairs.forEach(({ key }) => position.variables.add(key._text ?? ''));
    if (node instanceof Arg) node.declarations.forEach(({ name }) => position.variables.add(name));
    if (node instanceof Shell) position.isForeign = !/(^|\/)(ba|da|a)?sh$/.test(node.argv[0]);
    if (node instanceof Workdir) position.directory = entered(position.directory, node.path._text);
    if (node instanceof Run) {
      const { isForeign } = position;
      steps.push({
        stage,
        step,
        run: node,
        script: _scriptOf(node),
        get commands() { return isForeign ? [] : _commandsOf(node); },
        before: step.before!,
        directory: position.directory,
        variables: new Set(position.variables),
      });
    }
  }
  const result = { steps, end: position };
  KNOWN.set(stage, result);
  return result;
}

function entered(directory: string | undefined, path: string | undefined): string | undefined {
  if (path === undefined || path.startsWith('/')) return path;
  return directory === undefined ? undefined : `${directory === '/' ? '' : directory}/${path}`;
}
