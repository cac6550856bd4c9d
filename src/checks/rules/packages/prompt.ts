import { Severity } from '../../../core';
import { Add, Copy } from '../../../dockerfile';
import type { _Rule, RuleFinding } from '../../rule';
import { _listInstructions, _listLineage } from '../../support/instructions';
import { _mayManagePackages, _findPackageChange } from '../../support/package-managers';
import { _asksFirst, _configuresAnswers } from '../../support/package-prompts';
import { _RunStep, _listRunSteps, _listStageRunSteps } from '../../support/run-steps';

/** Files that may configure an answer. */
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
  const found = step.commands.find(command => _asksFirst(command, name => step.step.config._valueOf(name)));
  return found === undefined || isConfigured(step, _findPackageChange(found)!.family) ? [] : [{
    by: step.step.by,
    what: `In the stage "${step.stage.name}", \`${found.sources.slice(0, 4).join(' ')}\` asks before it continues.`,
  }];
}

/** Whether the stage may have configured this permanently. */
function isConfigured(step: _RunStep, family: string): boolean {
  const { stage } = step;
  const scripts = _listLineage(stage).flatMap(_listStageRunSteps).map(({ script }) => script);
  const variables = step.step.config.variables;
  return [...scripts, ...variables].some(text => _configuresAnswers(family).test(text))
    || _listInstructions(stage).some(({ node }) => (node instanceof Copy || node instanceof Add) && CONFIGURATION.test(node.destination._text ?? ''));
}
