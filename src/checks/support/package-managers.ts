import type { _RunCommand } from './run-command';
import { _findOwn } from '../../core';

/**
 * A program that installs packages of a distribution.
 *
 * @internal
 */
export interface _PackageManager {
  /** Its family: all programs of a family have the same subcommands. */
  readonly family: 'apt' | 'dpkg' | 'apk' | 'dnf' | 'zypper' | 'pacman';
  /** The subcommands or options that change installed packages. */
  readonly changes: RegExp;
}

const APT: _PackageManager = {
  family: 'apt',
  changes: /^(install|reinstall|remove|purge|autoremove|autopurge|upgrade|dist-upgrade|full-upgrade|build-dep|dselect-upgrade)$/,
};
const DNF: _PackageManager = {
  family: 'dnf',
  changes: /^(install|localinstall|groupinstall|reinstall|update|upgrade|upgrade-minimal|update-minimal|downgrade|distro-sync|remove|erase|autoremove|swap|builddep)$/,
};

/**
 * By the name of the program.
 *
 * @see https://manpages.debian.org/trixie/apt/apt-get.8.en.html
 * @see https://manpages.debian.org/trixie/dpkg/dpkg.1.en.html
 * @see https://man.archlinux.org/man/apk.8.en, https://man.archlinux.org/man/pacman.8
 * @see https://dnf.readthedocs.io/en/latest/command_ref.html
 * @see https://manpages.opensuse.org/Tumbleweed/zypper/zypper.8.en.html
 */
const MANAGERS: Record<string, _PackageManager> = {
  'apk': { family: 'apk', changes: /^(add|del|upgrade|fix)$/ },
  'apt': APT,
  'apt-get': APT,
  'aptitude': APT,
  'dnf': DNF,
  'dnf5': DNF,
  'dpkg': { family: 'dpkg', changes: /^(-i|--install|--unpack|--configure|-r|--remove|-P|--purge|--add-architecture)$/ },
  'microdnf': DNF,
  'pacman': { family: 'pacman', changes: /^-[SRU]([ycuws]*)$/ },
  'tdnf': DNF,
  'yum': DNF,
  'zypper': { family: 'zypper', changes: /^(in|install|rm|remove|up|update|dup|dist-upgrade|patch|si|source-install|inr|install-new-recommends)$/ },
};

/** Matches scripts that may contain such a command. */
const NAMES = new RegExp(`\\b(${Object.keys(MANAGERS).join('|')})\\b`);

/** Options with which it only prints what it would do, works in another root directory, or only downloads. */
const ELSEWHERE = /^(-s|--simulate|--dry-run|--just-print|--no-act|--recon|--print-uris|--root(=.*)?|-p|--usermode|--installroot(=.*)?|--instdir=.*|--downloadonly)$/;

/**
 * Whether a script may install packages: a quick test before parsing.
 *
 * @internal
 */
export function _mayManagePackages(script: string): boolean {
  return NAMES.test(script);
}

/**
 * How a command changes the packages of the system that it runs in; undefined if it changes none.
 *
 * @internal
 */
export function _findPackageChange({ name, words }: _RunCommand): { readonly family: _PackageManager['family']; readonly verb: string } | undefined {
  const manager = _findOwn(MANAGERS, name);
  if (manager === undefined) return undefined;
  const { family, changes } = manager;
  const verb = words.slice(1).find(word => word !== undefined && changes.test(word));
  return verb === undefined || words.some(word => word !== undefined && ELSEWHERE.test(word)) ? undefined : { family, verb };
}
