import { _isBelow } from './in-image';
import { _findMountTarget } from './mount-target';
import type { _RunCommand } from './run-command';
import type { _RunStep } from './run-steps';

/** The directory of apt's package lists. */
const LISTS = '/var/lib/apt/lists';

/** Matches scripts that may contain a command of apt. */
const APT = /\b(apt|apt-get|aptitude)\b/;

/** Paths of programs of the distribution. */
const SYSTEM = /^(\/usr(\/local)?)?\/s?bin\/[^/]+$/;

/** Programs that call apt, or run scripts that may call it. */
const OTHERS = /^(add-apt-repository|apt-add-repository|extrepo|install_packages|make|python[\d.]*|perl|ruby|node|ansible-playbook)$/;

/**
 * The effects of a step on the package lists of apt.
 *
 * @internal
 */
export interface _ListsOfApt {
  /** The command that fetches them. */
  readonly update?: _RunCommand;
  /** The command that needs them. */
  readonly install?: _RunCommand;
  readonly isRemoved: boolean;
  /** Whether it runs something else that may fetch them before they are needed. */
  readonly runsOther: boolean;
  /** Whether it runs a script that may remove them. */
  readonly runsScript: boolean;
}

/**
 * Whether a script may use apt: a quick test before parsing.
 *
 * @internal
 */
export function _mayUseApt(script: string): boolean {
  return APT.test(script);
}

/**
 * Finds the effects of a step on the package lists.
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
 * Whether the package lists are on a mount, and so not in the layer.
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

/** Whether it installs packages by name. Files do not need the lists, and neither does `-f` without names, which asks dpkg. */
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

/** Whether it is a script, or a program from outside the distribution: it may call apt itself. */
function isScript({ name, words, sources }: _RunCommand): boolean {
  if (name === '' || /^(\.|source|eval)$/.test(name)) return true;
  // The text of `sh -c` is parsed.
  if (/^(ba|da|a|z)?sh$/.test(name)) return words.includes(undefined) || !words.some(word => /^-\w*c$/.test(word!));
  const path = words[0] ?? sources[0];
  return (path.includes('/') && !SYSTEM.test(path)) || /\.(sh|py|pl)$|^\/usr\/local\//.test(path);
}
