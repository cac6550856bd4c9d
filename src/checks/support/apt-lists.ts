import { _isBelow } from './in-image';
import { _findMountTarget } from './mount-target';
import type { _RunCommand } from './run-command';
import type { _RunStep } from './run-steps';

/** Where apt keeps what the archives offer. */
const LISTS = '/var/lib/apt/lists';

/** What may hold a command of apt. */
const APT = /\b(apt|apt-get|aptitude)\b/;

/** Where programs of the distribution are. */
const SYSTEM = /^(\/usr(\/local)?)?\/s?bin\/[^/]+$/;

/** What calls apt, or runs scripts that may. */
const OTHERS = /^(add-apt-repository|apt-add-repository|extrepo|install_packages|make|python[\d.]*|perl|ruby|node|ansible-playbook)$/;

/**
 * What a step does to the lists of apt.
 *
 * @internal
 */
export interface _ListsOfApt {
  /** The command that fetches them. */
  readonly update?: _RunCommand;
  /** The command that needs them. */
  readonly install?: _RunCommand;
  readonly isRemoved: boolean;
  /** Whether something else is run, before they are needed, that may fetch them. */
  readonly runsOther: boolean;
  /** Whether a script is run that may remove them. */
  readonly runsScript: boolean;
}

/**
 * Whether a script has to do with apt: a look at it that costs little.
 *
 * @internal
 */
export function _mayUseApt(script: string): boolean {
  return APT.test(script);
}

/**
 * What a step does to the lists.
 *
 * @internal
 */
export function _findAptLists({ commands }: { readonly commands: readonly _RunCommand[] }): _ListsOfApt {
  const install = commands.findIndex(needsLists);
  return {
    update: commands.find(isUpdate),
    install: commands[install],
    isRemoved: commands.some(removesLists),
    runsOther: commands.slice(0, install === -1 ? undefined : install).some(command => isScript(command) || OTHERS.test(command.name)),
    runsScript: commands.some(isScript),
  };
}

/**
 * Whether the lists are on a mount, and so not in the layer.
 *
 * @internal
 */
export function _hasListsMounted({ run, step }: _RunStep): boolean {
  return run.mounts.some(mount => {
    const target = _findMountTarget(step, mount);
    return target !== undefined && _isBelow(LISTS, target);
  });
}

function isApt({ name }: _RunCommand): boolean {
  return name === 'apt' || name === 'apt-get' || name === 'aptitude';
}

function isUpdate(command: _RunCommand): boolean {
  return isApt(command) && command.words.some(word => word === 'update' || word === '--update' || word === '-U');
}

/** Packages by their names. Files are installed without the lists, and `-f` with none named has what it needs from dpkg. */
function needsLists(command: _RunCommand): boolean {
  const { words, sources } = command;
  const verb = words.findIndex(word => word === 'install' || word === 'build-dep');
  if (!isApt(command) || verb === -1 || words.includes('--no-download')) return false;
  const packages = sources.slice(verb + 1).filter((_, i) => !/^-/.test(words[verb + 1 + i] ?? ''));
  return packages.length > 0 && packages.every(source => !/\.deb["']?$|^["']?\.{0,2}\/|^["']?\$/.test(source));
}

function removesLists({ name, words, sources, directory }: _RunCommand): boolean {
  if (isApt({ name } as _RunCommand)) return words.some(word => word === 'distclean' || word === 'dist-clean');
  const text = sources.slice(1).join(' ');
  const isThere = /\/var\/lib\/apt\b|\/var\/lib\/?\{[^}]*\bapt\b|\{[^}]*lib\/apt|\/var\/\{?lib[,/*]|apt\/lists/.test(text) || directory?.startsWith('/var/lib/apt') === true;
  return /^(rm|find|truncate|shred|unlink)$/.test(name) ? isThere : /clean|purge/i.test(sources[0]);
}

/** A script, or a program that is not of the system: it may call apt itself. */
function isScript({ name, words, sources }: _RunCommand): boolean {
  if (name === '' || /^(\.|source|eval)$/.test(name)) return true;
  // The text of `sh -c` is read.
  if (/^(ba|da|a|z)?sh$/.test(name)) return words.includes(undefined) || !words.some(word => /^-\w*c$/.test(word!));
  const path = words[0] ?? sources[0];
  return (path.includes('/') && !SYSTEM.test(path)) || /\.(sh|py|pl)$|^\/usr\/local\//.test(path);
}
