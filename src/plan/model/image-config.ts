import { posix } from 'node:path';
import { _DEFAULT_PATH, _KnownBase } from '../../catalog';
import { Command, DockerfileNode, Instruction, KeyValue, Word, _ByInstruction, _callForInstruction } from '../../dockerfile';

const DEFAULT_SHELL = ['/bin/sh', '-c'];

const NOTHING = { args: new Set<string>(), assumed: new Set<string>(), labels: new Map<string, string>(), volumes: [], exposedPorts: [] };

const NOTHING_KNOWN: _KnownBase = {};

/** Cached results by the name of the base image. */
const OF_BASE = new WeakMap<_KnownBase, ImageConfig>();

/**
 * How a container of a stage runs. Values that are unknown before the build, because they contain a build argument or a variable of
 * the base image, are undefined or omitted.
 */
export class ImageConfig {
  /**
   * The configuration of the empty image.
   *
   * @internal
   */
  public static readonly _EMPTY = new ImageConfig({
    ...NOTHING, env: new Map([['PATH', _DEFAULT_PATH]]), workdir: '/', isComplete: true, hasNoEntrypoint: true, isEnvKnown: true, isUserKnown: true,
  });
  /**
   * The configuration of a base image that was not inspected.
   *
   * @param known the facts that its name implies
   * @internal
   */
  public static _ofBase(known = NOTHING_KNOWN): ImageConfig {
    const config = OF_BASE.get(known) ?? ImageConfig.ofBase(known);
    OF_BASE.set(known, config);
    return config;
  }

  /**
   * The configuration of a built image, in which nothing is unknown. Its command lines are already words.
   *
   * @internal
   */
  public static _built({ entrypoint = [], cmd = [], healthcheck = [], env, user, workingDirectory }: _BuiltSettings): ImageConfig {
    const command = (words: readonly string[]) => (words.length === 0 ? undefined : Command.exec([...words]));
    return new ImageConfig({
      ...NOTHING,
      // If an image sets none, engines set the same as BuildKit.
      env: new Map([['PATH', _DEFAULT_PATH], ...env]),
      entrypoint: command(entrypoint),
      start: entrypoint,
      cmd: command(cmd),
      arguments: cmd,
      healthcheck: command(healthcheck),
      user: user || undefined,
      isUserKnown: true,
      workdir: workingDirectory || '/',
      isComplete: true,
      hasNoEntrypoint: true,
      isEnvKnown: true,
    });
  }

  private static ofBase(known: _KnownBase): ImageConfig {
    const { environment, user, workingDirectory } = known;
    return new ImageConfig({
      ...NOTHING,
      env: new Map(Object.entries(environment ?? {}).map(([name, value]) => [name, value ?? undefined])),
      assumed: new Set(Object.keys(environment ?? {})),
      isEnvKnown: environment !== undefined,
      user: user === '0' ? undefined : user,
      isUserKnown: user !== undefined,
      workdir: workingDirectory,
      isWorkdirAssumed: true,
      hasNoEntrypoint: known.entrypoint?.length === 0,
      isComplete: false,
    });
  }

  private constructor(private readonly _fields: Fields) {}

  /** Whether nothing comes from a base image that was not inspected. */
  public get isComplete(): boolean {
    return this._fields.isComplete;
  }

  /** The program that the container starts; undefined for none. */
  public get entrypoint(): Command | undefined {
    return this._fields.entrypoint;
  }

  /** Its arguments, or the program if there is no entrypoint; undefined for none. */
  public get cmd(): Command | undefined {
    return this._fields.cmd;
  }

  /** The words that the container executes at the start, with the shell of a shell form; empty if there are none or a base image sets them. */
  public get argv(): string[] {
    const { start, arguments: given, entrypoint } = this._fields;
    if (start === undefined && !this._isStartKnown) return [];
    // A shell form takes no arguments.
    return entrypoint?.isShell ? [...start!] : [...start ?? [], ...given ?? []];
  }

  /** The shell that runs shell forms. */
  public get shell(): string[] {
    return [...this._fields.shell ?? DEFAULT_SHELL];
  }

  /** Environment variables whose values are known. */
  public get environment(): Record<string, string> {
    return Object.fromEntries([...this._fields.env].flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  }

  /**
   * The value of an environment variable; undefined if it is not set or unknown.
   *
   * @internal
   */
  public _valueOf(name: string): string | undefined {
    return this._fields.env.get(name);
  }

  /** Names of all environment variables. */
  public get variables(): string[] {
    return [...this._fields.env.keys()];
  }

  /** The directories in which commands are searched; undefined if a base image sets them. */
  public get searchPath(): string | undefined {
    return this._fields.env.get('PATH');
  }

  /** The user, as written; undefined for root, or if a base image sets it. */
  public get user(): string | undefined {
    return this._fields.user;
  }

  /** The working directory; undefined if a base image or an argument sets it. */
  public get workingDirectory(): string | undefined {
    return this._fields.workdir;
  }

  /** Labels whose values are known. */
  public get labels(): Record<string, string> {
    return Object.fromEntries([...this._fields.labels].flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
  }

  /** Keys of all labels. */
  public get labelKeys(): string[] {
    return [...this._fields.labels.keys()];
  }

  /** Directories that are declared as volumes. */
  public get volumes(): string[] {
    return [...this._fields.volumes];
  }

  /** Ports as written, e.g. `8080` or `53/udp`. */
  public get exposedPorts(): string[] {
    return [...this._fields.exposedPorts];
  }

  /** The signal that stops the program; undefined for SIGTERM. */
  public get stopSignal(): string | undefined {
    return this._fields.stopSignal;
  }

  /** The health check; undefined for none. */
  public get healthcheck(): Command | undefined {
    return this._fields.healthcheck;
  }

  /**
   * Whether no base image can have an unknown entrypoint.
   *
   * @internal
   */
  public get _isStartKnown(): boolean {
    return this._fields.isComplete || this._fields.hasNoEntrypoint;
  }

  /**
   * Whether `user` is known; an undefined `user` then means root.
   *
   * @internal
   */
  public get _isUserKnown(): boolean {
    return this._fields.isUserKnown;
  }

  /**
   * Whether the Dockerfile already declares a variable or an argument of this name. Variables of a base image do not count.
   *
   * @internal
   */
  public _declares(name: string): boolean {
    const { env, args, assumed } = this._fields;
    return (env.has(name) && !assumed.has(name)) || args.has(name);
  }

  /**
   * Whether a variable of another name is not set.
   *
   * @internal
   */
  public get _areVariablesKnown(): boolean {
    return this._fields.isEnvKnown;
  }

  /**
   * Whether the value of a variable is assumed from the name of the base image, in whole or in part.
   *
   * @internal
   */
  public _isAssumed(name: string): boolean {
    return this._fields.assumed.has(name);
  }

  /**
   * Whether the text of a word is assumed from the name of the base image, in whole or in part.
   *
   * @internal
   */
  public _restsOnBase(word: Word): boolean {
    return isAssumed(word, this._fields);
  }

  /**
   * Whether the working directory is assumed from the name of the base image, in whole or in part.
   *
   * @internal
   */
  public get _isDirectoryAssumed(): boolean {
    return this._fields.isWorkdirAssumed ?? false;
  }

  /**
   * An absolute path without a trailing slash; undefined if it depends on an unknown working directory.
   *
   * @internal
   */
  public _absolute(path: string): string | undefined {
    const { workdir } = this._fields;
    return path === '' || (workdir === undefined && !path.startsWith('/')) ? undefined : posix.resolve(workdir ?? '/', path);
  }

  /**
   * The text that a word expands to here; undefined if unknown.
   *
   * @internal
   */
  public _expand(word: Word): string | undefined {
    return expand(word, this._fields);
  }

  /**
   * The initial configuration of a stage that continues this one. It also sees the arguments of this one, but after the environment.
   *
   * @internal
   */
  public _continued(): ImageConfig {
    const { args, env } = this._fields;
    return new ImageConfig({ ...this._fields, args: new Set([...args].filter(name => !env.has(name))), isCmdSaid: false });
  }

  /**
   * The configuration after one more instruction.
   *
   * @internal
   */
  public _after(node: DockerfileNode): ImageConfig {
    const change = node instanceof Instruction ? _callForInstruction(CHANGES, node, this._fields) : undefined;
    return change === undefined ? this : new ImageConfig({ ...this._fields, ...change });
  }
}

/**
 * How a container of a built image runs.
 *
 * @internal
 */
export interface _BuiltSettings {
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  /** The words, with the shell before a command line. */
  readonly healthcheck?: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  /** Empty for root. */
  readonly user: string;
  /** Empty for `/`. */
  readonly workingDirectory: string;
}

interface Fields {
  readonly isComplete: boolean;
  /** Whether the base image is known to have no entrypoint. */
  readonly hasNoEntrypoint: boolean;
  readonly entrypoint?: Command;
  /** Its words, with the shell at that point; undefined if not set. */
  readonly start?: readonly string[];
  readonly cmd?: Command;
  readonly arguments?: readonly string[];
  /** Whether this stage sets it. */
  readonly isCmdSaid?: boolean;
  readonly shell?: readonly string[];
  readonly env: ReadonlyMap<string, string | undefined>;
  /** Names of variables that are assumed from the name of the base image, and of variables that depend on them. */
  readonly assumed: ReadonlySet<string>;
  /** Whether there are no other variables. */
  readonly isEnvKnown: boolean;
  /** Names of the arguments that the build can set. */
  readonly args: ReadonlySet<string>;
  readonly labels: ReadonlyMap<string, string | undefined>;
  readonly user?: string;
  readonly isUserKnown: boolean;
  readonly workdir?: string;
  readonly isWorkdirAssumed?: boolean;
  readonly volumes: readonly string[];
  readonly exposedPorts: readonly string[];
  readonly stopSignal?: string;
  readonly healthcheck?: Command;
}

/**
 * What each instruction changes; undefined for nothing.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/dockerfile2llb/convert.go (`dispatchCmd` and the like)
 */
const CHANGES: _ByInstruction<Partial<Fields> | undefined, [now: Fields]> = {
  ADD: () => undefined,
  ARG: ({ declarations }, { args }) => ({ args: new Set([...args, ...declarations.map(({ name }) => name)]) }),
  CMD: ({ command }, now) => ({ cmd: describeValue(command), arguments: listWords(command, now), isCmdSaid: true }),
  COPY: () => undefined,
  ENTRYPOINT: ({ command }, now) => {
    const cmd = now.isCmdSaid ? {} : { cmd: undefined, arguments: undefined };
    return { ...cmd, entrypoint: describeValue(command), start: listWords(command, now) };
  },
  ENV: ({ pairs }, now) => ({ env: mergeVariables(now.env, pairs, now), args: removeKeys(now.args, pairs, now), assumed: listAssumed(now, pairs) }),
  EXPOSE: ({ ports }, now) => ({ exposedPorts: [...new Set([...now.exposedPorts, ...printWords(ports, now)])] }),
  FROM: () => undefined,
  HEALTHCHECK: ({ test }) => ({ healthcheck: test }),
  LABEL: ({ pairs }, now) => ({ labels: mergeVariables(now.labels, pairs, now) }),
  ONBUILD: () => undefined,
  RUN: () => undefined,
  SHELL: ({ argv }) => ({ shell: argv }),
  STOPSIGNAL: ({ signal }, now) => ({ stopSignal: expand(signal, now) }),
  USER: ({ user }, now) => ({ user: expand(user, now) || undefined, isUserKnown: expand(user, now) !== undefined }),
  VOLUME: ({ paths }, now) => ({ volumes: [...new Set([...now.volumes, ...printWords(paths, now)])] }),
  WORKDIR: ({ path: word }, now) => {
    const path = expand(word, now);
    return { workdir: resolveWorkdir(path, now), isWorkdirAssumed: isAssumed(word, now) || (now.isWorkdirAssumed && !path?.startsWith('/')) };
  },
};

/** An empty list removes earlier values. */
function describeValue(command: Command): Command | undefined {
  return command.isShell || command.argv.length > 0 ? command : undefined;
}

function listWords(command: Command, { shell }: Fields): string[] {
  return command.isShell ? [...shell ?? DEFAULT_SHELL, command.text!] : command.argv;
}

function mergeVariables(before: ReadonlyMap<string, string | undefined>, pairs: KeyValue[], now: Fields): Map<string, string | undefined> {
  const after = new Map(before);
  for (const { key, value } of pairs) {
    const name = expand(key, now);
    // It may be any of them.
    if (name === undefined) for (const each of after.keys()) after.set(each, undefined);
    else after.set(name, expand(value, now));
  }
  return after;
}

/** A new value of a variable is known unless it contains an unknown variable. */
function listAssumed(now: Fields, pairs: KeyValue[]): Set<string> {
  const after = new Set(now.assumed);
  for (const { key, value } of pairs) {
    const name = expand(key, now) ?? '';
    if (isAssumed(value, now)) after.add(name);
    else after.delete(name);
  }
  return after;
}

/** Whether a text depends on a variable that is assumed from the name of the base image. */
function isAssumed(word: Word, { assumed }: Fields): boolean {
  return word.variables.some(name => assumed.has(name));
}

/** The environment from here on. */
function removeKeys(args: ReadonlySet<string>, pairs: KeyValue[], now: Fields): Set<string> {
  const names = new Set(pairs.map(({ key }) => expand(key, now)));
  return new Set([...args].filter(name => !names.has(name)));
}

/** The new working directory; a relative one is below the previous one. */
function resolveWorkdir(path: string | undefined, { workdir: before }: Fields): string | undefined {
  if (path === '') return before;
  return path === undefined || path.startsWith('/') ? path : before === undefined ? undefined : posix.join(before, path).replace(/(.)\/$/, '$1');
}

function printWords(words: Word[], now: Fields): string[] {
  return words.flatMap(word => expand(word, now) ?? []);
}

function expand(word: Word, { env, args, isComplete }: Fields): string | undefined {
  return word._expand(name => {
    if (args.has(name)) return 'doubtful';
    const text = env.get(name);
    return text !== undefined ? { text } : env.has(name) || !isComplete ? 'doubtful' : 'unset';
  });
}
