import type { Moving } from './moving';
import { _findOwn } from '../core';
import { Command, DockerfileNode, Env, Expose, Shell, StopSignal, User, Volume, Word, Workdir, _NodeKeyword } from '../dockerfile';
import type { _ConfigClaims } from '../manifest';
import type { ImageConfig, StageModel } from '../plan';
import { ConflictOutcome, EntryKind } from '../rootfs';

/** How a container of the image runs. `null` for a value that only the build knows or that a bot updates. */
export function createConfigClaims(stage: StageModel, moving: Moving): _ConfigClaims {
  const { config } = stage;
  const facts = new Facts(config, listNodes(stage), moving);
  const inherited: _ConfigClaims = config.isComplete ? {} : { inherits: true };
  return Object.values(CLAIMS).reduce((claims, claim) => ({ ...claims, ...claim(facts, config) }), inherited);
}

type Claim = (facts: Facts, config: ImageConfig) => Partial<_ConfigClaims>;

/** The claims from the instructions of each kind, in the order of the manifest. The compiler keeps it complete. */
const CLAIMS: Record<_NodeKeyword, Claim> = {
  ADD: () => ({}),
  ARG: () => ({}),
  COPY: () => ({}),
  FROM: () => ({}),
  ONBUILD: () => ({}),
  RUN: () => ({}),
  SHELL: () => ({}),
  ENTRYPOINT: (facts, { entrypoint }) => describeCommand('entrypoint', entrypoint && facts.still(facts.wordsOf(entrypoint))),
  CMD: (facts, { cmd }) => describeCommand('cmd', cmd && facts.still(facts.wordsOf(cmd))),
  ENV: (facts, config) => {
    // Assumptions from the name of a base image are not claims.
    const set = new Set(facts.all(Env).flatMap(({ pairs }) => pairs.map(({ key }) => config._expand(key))));
    const variables = config.variables.filter(name => set.has(name) || !config._isAssumed(name));
    const environment = Object.fromEntries(Object.entries(config.environment).filter(([name]) => !config._isAssumed(name)));
    return { env: facts.keyed(variables, environment) };
  },
  LABEL: (facts, { labelKeys, labels }) => ({ labels: facts.keyed(labelKeys, labels) }),
  USER: (facts, config) => {
    const users = facts.all(User);
    return describeCommand('user', users.length === 0 ? undefined : users.some(({ user }) => config._restsOnBase(user)) ? null : facts.still(config.user));
  },
  WORKDIR: (facts, { workingDirectory, _isDirectoryAssumed }) => {
    const directories = facts.all(Workdir);
    const isKnown = directories.every(({ path }) => facts.isKnown(path)) && !_isDirectoryAssumed;
    return describeCommand('workingDirectory', isKnown ? facts.directory(workingDirectory) : directories.length === 0 ? undefined : null);
  },
  VOLUME: (facts, { volumes }) => describeCommand('volumes', facts.list(facts.all(Volume).flatMap(({ paths }) => paths), [...volumes].sort())),
  EXPOSE: (facts, { exposedPorts }) => (
    describeCommand('exposedPorts', facts.list(facts.all(Expose).flatMap(({ ports }) => ports), exposedPorts.flatMap(listPorts).sort()))
  ),
  STOPSIGNAL: (facts, { stopSignal }) => describeCommand('stopSignal', facts.all(StopSignal).length === 0 ? undefined : facts.still(stopSignal)),
  HEALTHCHECK: (_, { healthcheck }) => describeCommand('healthcheck', healthcheck && createProbe(healthcheck)),
};

/** The known and stable facts of a stage. */
class Facts {
  public constructor(private readonly config: ImageConfig, private readonly nodes: DockerfileNode[], private readonly moving: Moving) {}

  /** The instructions of a kind. */
  public all<T extends DockerfileNode>(type: new (...args: never[]) => T): T[] {
    return this.nodes.filter(node => node instanceof type) as T[];
  }

  /** A value, if it is known and stable. */
  public still<T extends string | string[]>(value: T | undefined): T | null {
    return value === undefined || ([] as string[]).concat(value).some(text => this.moving.isIn(text)) ? null : value;
  }

  public keyed(names: string[], known: Record<string, string>): Record<string, string | null> {
    return Object.fromEntries(names.map(name => [name, this.still(_findOwn(known, name))]));
  }

  public isKnown(word: Word): boolean {
    return this.config._expand(word) !== undefined && !this.config._restsOnBase(word);
  }

  public list(words: Word[], known: string[]): string[] | null | undefined {
    return words.length === 0 ? undefined : words.every(word => this.isKnown(word)) ? this.still(known) : null;
  }

  /** The shell of a base image is unknown, and so is an earlier one. */
  public wordsOf(command: Command): string[] | undefined {
    if (!command.isShell) return command.argv;
    return this.config.isComplete && this.all(Shell).length === 0 ? [...this.config.shell, command.text!] : undefined;
  }

  /** The root is the default. */
  public directory(path: string | undefined): string | null | undefined {
    return path === undefined || path === '/' ? undefined : this.moving.isIn(path) ? null : path;
  }
}

/** The number of layers that BuildKit makes; undefined if a base image has layers, or if a directory may be the root, which makes no layer. */
export function countLayers(stage: StageModel): number | undefined {
  return findOrigin(stage).base.isScratch ? countOwnLayers(stage) : undefined;
}

/** The number of layers on top of those of the base image; undefined if a directory may be the root. */
export function countOwnLayers(stage: StageModel): number | undefined {
  const isAbsolute = findOrigin(stage).base.isScratch ? () => true : (path: string) => path.startsWith('/');
  const isKnown = listNodes(stage).every(node => {
    const path = node instanceof Workdir ? stage.config._expand(node.path) : '/';
    return path !== undefined && isAbsolute(path);
  });
  return isKnown ? stage.layers.length : undefined;
}

/** Files that a later layer replaces. A rule reports them, and the user accepted it. */
export function listReplacedFiles(stage: StageModel): string[] {
  const replaced = [stage, ...listContinued(stage)].flatMap(({ conflicts }) => conflicts)
    .filter(({ outcome, first: { entry } }) => outcome === ConflictOutcome.REPLACES && entry.kind === EntryKind.FILE);
  return [...new Set(replaced.map(({ path }) => path))].sort();
}

/** The instructions of a stage, those of the stages that it continues first. */
function listNodes(stage: StageModel): DockerfileNode[] {
  return [...listContinued(stage).reverse(), stage].flatMap(({ steps }) => steps.map(({ node }) => node));
}

/** The stages that a stage continues, the nearest first. */
function listContinued(stage: StageModel): StageModel[] {
  const below: StageModel[] = [];
  for (let each = stage.basedOn; each !== undefined; each = each.basedOn) below.push(each);
  return below;
}

/** The stage that it goes back to, through the stages that it continues. */
export function findOrigin(stage: StageModel): StageModel {
  return [stage, ...listContinued(stage)].at(-1)!;
}

/** The form in the configuration. */
function createProbe(command: Command): string[] {
  return command.isShell ? ['CMD-SHELL', command.text!] : ['CMD', ...command.argv];
}

/** Each port separately, with its protocol, as BuildKit writes them. */
function listPorts(port: string): string[] {
  const [numbers, protocol = 'tcp'] = port.split('/');
  const [first, last = first] = numbers.split('-').map(Number);
  return Array.from({ length: last - first + 1 }, (_, i) => `${first + i}/${protocol.toLowerCase()}`);
}

function describeCommand<Name extends string, T>(name: Name, value: T | undefined): Partial<Record<Name, T>> {
  return value === undefined ? {} : { [name]: value } as Record<Name, T>;
}
