import { Severity } from '../../../core';
import { Add, Copy } from '../../../dockerfile';
import type { _Rule, RuleFinding } from '../../rule';
import { _listInstructions, _listLineage } from '../../support/instructions';
import { _mayManagePackages, _findPackageChange } from '../../support/package-managers';
import type { _RunCommand } from '../../support/run-commands';
import { _RunStep, _listRunSteps, _listStageRunSteps } from '../../support/run-steps';

/** The options with which a family does not ask. microdnf never asks; pacman uses its own default. */
const YES: Record<string, RegExp> = {
  apt: /^(-[a-zA-Z]*y[a-zA-Z]*|-q[a-zA-Z]*q[a-zA-Z]*|-q=2|--quiet=2|--yes|--assume-yes|--force-yes|--assume-no|--trivial-only)$/,
  dnf: /^(-[a-zA-Z]*y[a-zA-Z]*|--assumeyes|--assumeno|--setopt=assumeyes=.*)$/,
  zypper: /^(-[a-zA-Z]*[ny][a-zA-Z]*|--non-interactive|--no-confirm)$/,
};
/** The same in a configuration file. */
const CONFIGURED: Record<string, RegExp> = { apt: /assume-yes|apt\.conf|APT_CONFIG/i, dnf: /assumeyes/i, zypper: /ZYPP_NON_INTERACTIVE/ };
const CONFIGURATION = /^\/etc(\/(apt|dnf|yum|zypp)(\/.*)?|\/yum\.conf)?\/?$|^\/$/;

/**
 * apt does not ask if it installs only the named packages, measured with apt 3.0; the end of standard input is a "no".
 *
 * @see https://salsa.debian.org/apt-team/apt/-/blob/3.0.3/apt-private/private-install.cc
 */
export const packagesPrompt: _Rule = {
  id: 'packages/prompt',
  title: 'Package managers do not ask questions',
  severity: Severity.WARNING,
  why: 'Nobody can answer during a build. If more is installed or removed than the named packages, the package manager asks "Do you want to '
    + 'continue?", treats silence as a no, and the build stops.',
  fix: 'Add -y to the command.',
  check: image => _listRunSteps(image).filter(({ script }) => _mayManagePackages(script)).flatMap(listFindings),
};

function listFindings(step: _RunStep): RuleFinding[] {
  const found = step.commands.find(command => asks(step, command));
  return found === undefined || isConfigured(step, _findPackageChange(found)!.family) ? [] : [{
    by: step.step.by,
    what: `In the stage "${step.stage.name}", \`${found.sources.slice(0, 4).join(' ')}\` asks before it continues.`,
  }];
}

function asks(step: _RunStep, command: _RunCommand): boolean {
  const { family, verb } = _findPackageChange(command) ?? {};
  if (family === undefined || !Object.hasOwn(YES, family) || /^(microdnf|tdnf)$/.test(command.name) || command.hasInput) return false;
  // `install -f` completes what dpkg left unfinished, which may be nothing.
  if (verb === 'install' && command.words.slice(command.words.indexOf(verb) + 1).every(word => word?.startsWith('-'))) return false;
  return !command.words.some((word, i) => {
    const text = word ?? valueOf(step, command.sources[i]);
    // A computed word may be such an option, unless it begins like the name of a package.
    if (text === undefined) return !/^["']?[a-z0-9./]/.test(command.sources[i]) && !/pkg|package|version|_deps?\b|module/i.test(command.sources[i]);
    return text.split(/\s+/).some(each => YES[family].test(each)) || /assume-?yes/i.test(text);
  });
}

/** The value of `$APT_OPTIONS`, if the stage sets it. */
function valueOf({ step }: _RunStep, source: string): string | undefined {
  const name = /^\$\{?(\w+)\}?$/.exec(source)?.[1];
  return name === undefined ? undefined : step.config._valueOf(name);
}

/** Whether the stage may have configured this permanently. */
function isConfigured(step: _RunStep, family: string): boolean {
  const { stage } = step;
  const scripts = _listLineage(stage).flatMap(_listStageRunSteps).map(({ script }) => script);
  const variables = step.step.config.variables;
  return [...scripts, ...variables].some(text => CONFIGURED[family].test(text))
    || _listInstructions(stage).some(({ node }) => (node instanceof Copy || node instanceof Add) && CONFIGURATION.test(node.destination._text ?? ''));
}
