import { Severity } from '../../../core';
import type { _Rule, RuleFinding } from '../../rule';
import { _isInImage } from '../../support/in-image';
import { _RunStep, _listRunSteps } from '../../support/run-steps';
import { _findRunUser } from '../../support/run-user';

export const runSudo: _Rule = {
  id: 'run/sudo',
  title: 'Build steps do not call sudo',
  severity: Severity.WARNING,
  why: 'A step runs as root unless USER names another user, and most images have no sudo: "sudo: not found".',
  fix: 'Remove it; if USER names another user, set USER root before the step.',
  check: image => _listRunSteps(image).filter(({ script }) => /\bsudo\b/.test(script)).flatMap(step => listFindings(step, _isInImage(image, step.stage, '/etc/sudoers'))),
};

function listFindings(step: _RunStep, isInImage: boolean): RuleFinding[] {
  const found = step.commands.find(({ wrappers }) => wrappers.some(isForRoot));
  if (found === undefined) return [];
  const user = _findRunUser(step);
  const { by } = step.step;
  const what = `In the stage "${step.stage.name}", \`${found.sources.slice(0, 3).join(' ')}\` is run with sudo`;
  if (user === undefined) return [{ by, severity: Severity.INFO, what: `${what}.`, why: 'A step runs as root unless USER names another user, and most images have no sudo: "sudo: not found".' }];
  if (/^(0+|root)(:|$)/.test(user)) return [{ by, what: `${what}, although the step runs as root.` }];
  return isInImage ? [{
    by,
    severity: Severity.INFO,
    what: `${what}, and the step runs as ${user}.`,
    why: 'A user who can call sudo without a password during the build can do so in the container too: an attacker who takes over the program becomes root.',
  }] : [];
}

/** `sudo -u postgres psql` drops privileges instead. */
function isForRoot({ name, words }: { readonly name: string; readonly words: (string | undefined)[] }): boolean {
  const user = words.findIndex(word => word === '-u' || word === '--user') + 1;
  const account = user > 0 ? words[user] : words.find(word => /^(-u|--user=)./.test(word ?? ''))?.replace(/^(-u|--user=)/, '');
  return name === 'sudo' && (account === undefined ? user === 0 : account === 'root');
}
