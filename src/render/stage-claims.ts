import type { Moving } from './moving';
import { _own } from '../core';
import { Command, DockerfileNode, Env, Expose, Shell, StopSignal, User, Volume, Word, Workdir } from '../dockerfile';
import type { _ConfigClaims } from '../manifest';
import type { StageModel } from '../plan';
import { ConflictOutcome, EntryKind } from '../rootfs';

/** How a container of the image runs. `null` where something is said that only the build will know, or that a bot moves. */
export function configClaims(stage: StageModel, moving: Moving): _ConfigClaims {
  const { config } = stage;
  const nodes = nodesOf(stage);
  const all = <T extends DockerfileNode>(type: new (...args: never[]) => T) => nodes.filter(node => node instanceof type) as T[];
  /** A value, if it is known and stays what it is. */
  const still = <T extends string | string[]>(value: T | undefined): T | null => (
    value === undefined || ([] as string[]).concat(value).some(text => moving.isIn(text)) ? null : value
  );
  const keyed = (names: string[], known: Record<string, string>) => Object.fromEntries(names.map(name => [name, still(_own(known, name))]));
  const isKnown = (word: Word) => config._expand(word) !== undefined && !config._restsOnBase(word);
  const list = (words: Word[], known: string[]) => (words.length === 0 ? undefined : words.every(isKnown) ? still(known) : null);
  // What the name of a base image lets assume is no claim of ours.
  const set = new Set(all(Env).flatMap(({ pairs }) => pairs.map(({ key }) => config._expand(key))));
  const variables = config.variables.filter(name => set.has(name) || !config._isAssumed(name));
  const environment = Object.fromEntries(Object.entries(config.environment).filter(([name]) => !config._isAssumed(name)));
  const isPlaceKnown = all(Workdir).every(({ path }) => isKnown(path)) && !config._isDirectoryAssumed;
  // Neither the shell of a base image is known, nor the one of another time.
  const isShellKnown = config.isComplete && all(Shell).length === 0;
  const words = (command: Command) => (command.isShell ? isShellKnown ? [...config.shell, command.text!] : undefined : command.argv);
  return {
    ...config.isComplete ? {} : { inherits: true },
    ...said('entrypoint', config.entrypoint && still(words(config.entrypoint))),
    ...said('cmd', config.cmd && still(words(config.cmd))),
    env: keyed(variables, environment),
    labels: keyed(config.labelKeys, config.labels),
    ...said('user', all(User).length === 0 ? undefined : all(User).some(({ user }) => config._restsOnBase(user)) ? null : still(config.user)),
    ...said('workingDirectory', isPlaceKnown ? directoryOf(config.workingDirectory, moving) : all(Workdir).length === 0 ? undefined : null),
    ...said('volumes', list(all(Volume).flatMap(({ paths }) => paths), [...config.volumes].sort())),
    ...said('exposedPorts', list(all(Expose).flatMap(({ ports }) => ports), config.exposedPorts.flatMap(portsOf).sort())),
    ...said('stopSignal', all(StopSignal).length === 0 ? undefined : still(config.stopSignal)),
    ...said('healthcheck', config.healthcheck && probeOf(config.healthcheck)),
  };
}

/** How many layers BuildKit makes; undefined where a base image brings some, or where a directory may be the root, for which there is none. */
export function layerCount(stage: StageModel): number | undefined {
  const isKnown = nodesOf(stage).every(node => !(node instanceof Workdir) || stage.config._expand(node.path) !== undefined);
  return originOf(stage).isScratch && isKnown ? stage.layers.length : undefined;
}

/** Files that a later layer replaces: a rule says so, and somebody wants it that way. */
export function replacedFiles(stage: StageModel): string[] {
  const replaced = [stage, ...belowOf(stage)].flatMap(({ conflicts }) => conflicts)
    .filter(({ outcome, first: { entry } }) => outcome === ConflictOutcome.REPLACES && entry.kind === EntryKind.FILE);
  return [...new Set(replaced.map(({ path }) => path))].sort();
}

/** The instructions of a stage, those of the stages that it continues first. */
function nodesOf(stage: StageModel): DockerfileNode[] {
  return [...belowOf(stage).reverse(), stage].flatMap(({ steps }) => steps.map(({ node }) => node));
}

/** The stages that a stage continues, the nearest first. */
function belowOf(stage: StageModel): StageModel[] {
  const below: StageModel[] = [];
  for (let each = stage.basedOn; each !== undefined; each = each.basedOn) below.push(each);
  return below;
}

function originOf(stage: StageModel): StageModel['base'] {
  return [stage, ...belowOf(stage)].at(-1)!.base;
}

/** The root is what it is when nothing is said. */
function directoryOf(path: string | undefined, moving: Moving): string | null | undefined {
  return path === undefined || path === '/' ? undefined : moving.isIn(path) ? null : path;
}

/** As it stands in the configuration. */
function probeOf(command: Command): string[] {
  return command.isShell ? ['CMD-SHELL', command.text!] : ['CMD', ...command.argv];
}

/** Each port by itself, with its protocol, as BuildKit writes them. */
function portsOf(port: string): string[] {
  const [numbers, protocol = 'tcp'] = port.split('/');
  const [first, last = first] = numbers.split('-').map(Number);
  return Array.from({ length: last - first + 1 }, (_, i) => `${first + i}/${protocol.toLowerCase()}`);
}

function said<Name extends string, T>(name: Name, value: T | undefined): Partial<Record<Name, T>> {
  return value === undefined ? {} : { [name]: value } as Record<Name, T>;
}
