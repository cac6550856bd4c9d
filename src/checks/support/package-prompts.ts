import { _findPackageChange } from './package-managers';
import type { _RunCommand } from './run-command';

/** The options with which a family does not ask. microdnf never asks; pacman uses its own default. */
const YES: Record<string, RegExp> = {
  apt: /^(-[a-zA-Z]*y[a-zA-Z]*|-q[a-zA-Z]*q[a-zA-Z]*|-q=2|--quiet=2|--yes|--assume-yes|--force-yes|--assume-no|--trivial-only)$/,
  dnf: /^(-[a-zA-Z]*y[a-zA-Z]*|--assumeyes|--assumeno|--setopt=assumeyes=.*)$/,
  zypper: /^(-[a-zA-Z]*[ny][a-zA-Z]*|--non-interactive|--no-confirm)$/,
};

/** The same in a configuration file. */
const CONFIGURED: Record<string, RegExp> = { apt: /assume-yes|apt\.conf|APT_CONFIG/i, dnf: /assumeyes/i, zypper: /ZYPP_NON_INTERACTIVE/ };

/**
 * A text that may answer the questions of a family permanently.
 *
 * @internal
 */
export function _configuresAnswers(family: string): RegExp {
  return CONFIGURED[family];
}

/**
 * Whether a package manager asks before it installs or removes more than the named packages.
 *
 * @param valueOf the value of a variable that is written by itself, if it is known
 * @internal
 */
export function _asksFirst(command: _RunCommand, valueOf: (name: string) => string | undefined): boolean {
  const { family, verb } = _findPackageChange(command) ?? {};
  if (family === undefined || !Object.hasOwn(YES, family) || /^(microdnf|tdnf)$/.test(command.name) || command.hasInput) return false;
  // `install -f` completes what dpkg left unfinished, which may be nothing.
  if (verb === 'install' && command.words.slice(command.words.indexOf(verb) + 1).every(word => word?.startsWith('-'))) return false;
  return !command.words.some((word, i) => {
    const name = /^\$\{?(\w+)\}?$/.exec(command.sources[i])?.[1];
    const text = word ?? (name === undefined ? undefined : valueOf(name));
    // A computed word may be such an option, unless it begins like the name of a package.
    if (text === undefined) return !/^["']?[a-z0-9./]/.test(command.sources[i]) && !/pkg|package|version|_deps?\b|module/i.test(command.sources[i]);
    return text.split(/\s+/).some(each => YES[family].test(each)) || /assume-?yes/i.test(text);
  });
}
