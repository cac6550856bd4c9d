import { posix } from 'node:path';
import { CONFIG_CHANGES } from './config-changes';
import { ConfigFields, expandWord, isAssumed } from './config-fields';
import { EMPTY_IMAGE, listBaseFields, listBuiltFields } from './initial-config';
import type { _BaseConfig } from '../../bases';
import { _DEFAULT_SHELL, _KnownBase } from '../../catalog';
import { Command, DockerfileNode, Instruction, Word, _callForInstruction } from '../../dockerfile';

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
  public static readonly _EMPTY = new ImageConfig(EMPTY_IMAGE);
  /**
   * The configuration of a base image that was not inspected.
   *
   * @param known the facts that its name implies
   * @internal
   */
  public static _ofBase(known = NOTHING_KNOWN): ImageConfig {
    const config = OF_BASE.get(known) ?? new ImageConfig(listBaseFields(known));
    OF_BASE.set(known, config);
    return config;
  }

  /**
   * The configuration of a built image, in which nothing is unknown.
   *
   * @internal
   */
  public static _built(settings: _BaseConfig): ImageConfig {
    return new ImageConfig(listBuiltFields(settings));
  }

  private constructor(private readonly _fields: ConfigFields) {}

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
    return [...this._fields.shell ?? _DEFAULT_SHELL];
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
    return expandWord(word, this._fields);
  }

  /**
   * The initial configuration of a stage that continues this one. It also sees the arguments of this one, but after the environment.
   *
   * @internal
   */
  public _continued(): ImageConfig {
    const { args, env } = this._fields;
    return new ImageConfig({ ...this._fields, args: new Set([...args].filter(name => !env.has(name))), isCmdSet: false });
  }

  /**
   * The initial configuration of a stage that starts from an image with this one, whose build arguments are gone.
   *
   * @internal
   */
  public _asBase(): ImageConfig {
    return new ImageConfig({ ...this._fields, args: new Set(), isCmdSet: false });
  }

  /**
   * The configuration after one more instruction.
   *
   * @internal
   */
  public _after(node: DockerfileNode): ImageConfig {
    const change = node instanceof Instruction ? _callForInstruction(CONFIG_CHANGES, node, this._fields) : undefined;
    return change === undefined ? this : new ImageConfig({ ...this._fields, ...change });
  }
}
