import { _isAsCopied } from './as-copied';
import { _isOfBase } from './base-of';
import { _findLast } from './instructions';
import type { Origin } from '../../core';
import { Cmd, Entrypoint, Healthcheck } from '../../dockerfile';
import type { ImageModel, StageModel } from '../../plan';
import { Lookup, PlacedEntry } from '../../rootfs';
import { _collectCommandFacts, _collectScriptFacts } from '../../shell';
import type { _ScriptFacts, _Shell } from '../../shell';

/**
 * A command of an image's configuration, or a script that it leads to.
 *
 * @internal
 */
export interface _Process {
  /** For people: `ENTRYPOINT`, `CMD`, `HEALTHCHECK`, the path of a script, or `"$@" of` it. */
  readonly name: string;
  /** Where it was declared; undefined if the base image declares it. */
  readonly by: Origin | undefined;
  readonly facts: _ScriptFacts;
  /** The words of a command; empty for a script. */
  readonly words: string[];
  /** The directory in which it starts; undefined if unknown. */
  readonly directory: string | undefined;
  /** The file, of a script. */
  readonly script?: PlacedEntry;
  /** The program that reads a script, or the text of `sh -c`. */
  readonly reader?: Lookup;
  /** Whether it is process 1 of the container. */
  readonly isFirst: boolean;
  readonly isHealthcheck: boolean;
}

/** Init programs: they start another one as their child and reap processes. According to the manual of each. */
const INITS = /(^|\/)(tini|tini-static|dumb-init|catatonit|docker-init|s6-svscan|runit|supervisord)$/;
/** A limit, for scripts that call each other. */
const MOST = 200;

const KNOWN = new WeakMap<ImageModel, _Process[]>();

/**
 * Everything that a container starts, as far as it is known: the entrypoint, the health check, and the scripts in the image
 * that they run. Scripts of a base image are not included.
 *
 * @internal
 */
export function _listProcesses(image: ImageModel): _Process[] {
  const known = KNOWN.get(image) ?? new Processes(image).list();
  KNOWN.set(image, known);
  return known;
}

/**
 * Looks up the program of a command in a stage, by name or path.
 *
 * @internal
 */
export function _findCommand({ rootfs, config }: StageModel, name: string): Lookup {
  if (name.startsWith('/')) return rootfs.lookup(name);
  const { searchPath, workingDirectory } = config;
  if (name.includes('/')) return workingDirectory === undefined ? Lookup._unknown(name) : rootfs.lookup(`${workingDirectory}/${name}`);
  return searchPath === undefined ? Lookup._unknown(name) : rootfs.command(name, searchPath);
}

/**
 * Whether a program is an init, which reaps orphaned processes.
 *
 * @internal
 */
export function _isInit(program: string): boolean {
  return INITS.test(program);
}

/**
 * The shell that a program is, by the name of the file that it is in the end.
 *
 * @internal
 */
export function _findShell({ placed }: Lookup): _Shell | undefined {
  const name = placed?.entry.path.replace(/.*\//, '');
  return name === 'busybox' || name === 'ash' ? 'ash' : name === 'dash' || name === 'bash' ? name : undefined;
}

/** What a process is in a container. */
type Role = Pick<_Process, 'isFirst' | 'isHealthcheck' | 'directory'>;

class Processes {
  private readonly found: _Process[] = [];
  /** Scripts that were read: each once as process 1 and once as another. */
  private readonly seen = new Set<string>();

  private readonly stage: StageModel;

  public constructor(private readonly image: ImageModel) {
    this.stage = image.result;
  }

  public list(): _Process[] {
    const { config: { argv, entrypoint, healthcheck, shell, workingDirectory } } = this.stage;
    const instruction = entrypoint === undefined ? _findLast(this.stage, Cmd) : _findLast(this.stage, Entrypoint);
    if (argv.length > 0) this.addCommand(entrypoint === undefined ? 'CMD' : 'ENTRYPOINT', instruction?.by, argv, { isFirst: true, isHealthcheck: false, directory: workingDirectory });
    const check = healthcheck?.isShell ? [...shell, healthcheck.text!] : healthcheck?.argv ?? [];
    if (check.length > 0) this.addCommand('HEALTHCHECK', _findLast(this.stage, Healthcheck)?.by, check, { isFirst: false, isHealthcheck: true, directory: workingDirectory });
    return this.found;
  }

  private addCommand(name: string, by: Origin | undefined, words: string[], role: Role): void {
    const facts = _collectCommandFacts(words);
    const reader = facts.dialect === undefined ? undefined : _findCommand(this.stage, words[0]);
    this.found.push({ name, by, facts, words, reader, ...role });
    this.follow(facts, script => words.slice(words.indexOf(script) + 1), role, reader);
  }

  /** @param given the reader of a script that another script sources */
  private addScript(placed: PlacedEntry, args: string[] | undefined, role: Role, given?: Lookup): void {
    const { entry: { path, text } } = placed;
    const key = `${role.isFirst} ${path}`;
    if (text === undefined || !_isAsCopied(this.image, placed) || this.seen.has(key) || this.found.length >= MOST) return;
    this.seen.add(key);
    const facts = _collectScriptFacts(text);
    const { interpreter } = facts;
    // A script of the base image works there; only what it hands over to is the user's.
    if (!_isOfBase(this.stage, placed)) {
      const reader = given ?? (interpreter && _findCommand(this.stage, interpreter.command ?? interpreter.path));
      this.found.push({ name: path, by: placed.by, facts, words: [], script: placed, reader, ...role });
      this.follow(facts, () => undefined, role, reader);
    }
    // The program that replaces the script may be words that only its caller knows.
    for (const { by, words, runsArguments } of facts.ends) {
      const next = by === 'exec' && runsArguments && args !== undefined ? [...words, ...args] : [];
      if (next.length > 0) this.addCommand(`"$@" of ${path}`, _findLast(this.stage, Cmd)?.by ?? placed.by, next, continueRole(role, facts));
    }
  }

  /** The scripts among what is run. */
  private follow(
    facts: _ScriptFacts, argsOf: (name: string) => string[] | undefined, role: Role, reader: Lookup | undefined,
  ): void {
    const { commands, sources, ends } = facts;
    const next = continueRole(role, facts);
    for (const { name } of commands) {
      const { placed } = _findCommand(this.stage, name);
      const takesPlace = ends.some(({ by, words }) => by === 'exec' && words.includes(name) && !_isInit(words[0]));
      if (placed?.entry.text?.startsWith('#!')) this.addScript(placed, argsOf(name), { ...next, isFirst: role.isFirst && takesPlace });
    }
    for (const { path } of sources) {
      const { placed } = _findCommand(this.stage, path);
      if (placed !== undefined) this.addScript(placed, undefined, { ...next, isFirst: false }, reader);
    }
  }
}

/** The role of what a process runs. */
function continueRole(role: Role, { changesDirectory }: _ScriptFacts): Role {
  return changesDirectory ? { ...role, directory: undefined } : role;
}
