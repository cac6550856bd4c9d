import { Severity } from '../../../core';
import { _readAccounts } from '../../../rootfs';
import type { _Rule, RuleFinding } from '../../rule';
import { _mayManagePackages, _findPackageChange } from '../../support/package-managers';
import type { _RunCommand } from '../../support/run-commands';
import { _RunStep, _listStageRunSteps } from '../../support/run-steps';
import { _isUserComputed, _findRunUser } from '../../support/run-user';
import { _reportUnknownConfig } from '../../support/unknown';

/** The error of each family without root; measured for apt. */
const SAYS: Record<string, string> = {
  apk: '"Unable to lock database: Permission denied"',
  apt: '"Could not open lock file … (13: Permission denied)"',
  dnf: '"This command has to be run with superuser privileges"',
  dpkg: '"requested operation requires superuser privilege"',
  pacman: '"you cannot perform this operation unless you are root"',
  zypper: '"Root privileges are required"',
};

/** Programs that run a command as another user than that of the step, or in another root directory. */
const CHANGES_USER = /^(sudo|doas|gosu|su-exec|setpriv|setuidgid|s6-setuidgid|chpst|chroot)$/;

export const packagesNeedsRoot: _Rule = {
  id: 'packages/needs-root',
  title: 'Packages are installed as root',
  severity: Severity.ERROR,
  why: 'The package database belongs to root, so the build stops there.',
  fix: 'Install before USER, or set USER root before the step and the user of the program after it.',
  check: image => image.stages.flatMap(stage => {
    const found = _listStageRunSteps(stage).filter(({ script }) => _mayManagePackages(script)).flatMap(listFindings);
    // One finding is enough if the user is not known.
    return found.filter(({ undecided }, i) => !undecided || i === 0);
  }),
};

/** The first such command in a step. */
function listFindings(step: _RunStep): RuleFinding[] {
  const user = _findRunUser(step);
  if (user !== undefined && isRoot(step, user)) return [];
  const found = step.commands.find(command => familyOf(command) !== undefined && !command.wrappers.some(({ name }) => CHANGES_USER.test(name)));
  if (found === undefined) return [];
  const command = `\`${found.sources.slice(0, 3).join(' ')}\``;
  if (user === undefined) {
    const unknown = { by: step.step.by, what: `It is not known which user runs ${command} in the stage "${step.stage.name}".` };
    return [_isUserComputed(step) ? { ...unknown, undecided: true, unknown: 'the variables of USER are not known' } : _reportUnknownConfig(step.stage, unknown)];
  }
  return [{
    by: step.step.by,
    what: `In the stage "${step.stage.name}", ${user} runs ${command}.`,
    why: `The package database belongs to root: ${found.name} reports ${SAYS[familyOf(found)!]}, ${found.failure === 'stops' ? 'and the build stops' : 'and nothing is installed'}.`,
    severity: found.failure === 'stops' && found.isCertain ? Severity.ERROR : Severity.WARNING,
  }];
}

function familyOf(command: _RunCommand): string | undefined {
  const isUpdate = /^(apk|apt|apt-get)$/.test(command.name) && command.words.includes('update');
  return _findPackageChange(command)?.family ?? (isUpdate ? command.name.slice(0, 3) : undefined);
}

/** A name can also be root according to the stage. */
function isRoot({ before }: _RunStep, user: string): boolean {
  const [name] = user.split(':');
  return /^(0+|root)$/.test(name) || (_readAccounts(before, '/etc/passwd') ?? []).some(([own, , uid]) => own === name && uid === '0');
}
