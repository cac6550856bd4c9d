import { Severity } from '../../../core';
import { _isAutomatic } from '../../../dockerfile';
import type { RuleFinding, _Rule } from '../../rule';
import { _RunStep, _listRunSteps } from '../../support/run-steps';

/** A shell variable whose value is used, not only tested for existence. */
const USED = /\$\{?((?:TARGET|BUILD)[A-Z]+)\b(?!:?[-=+?])/g;

export const runPlatformArgument: _Rule = {
  id: 'run/platform-argument',
  title: 'A stage declares the platform arguments that its commands use',
  severity: Severity.WARNING,
  why: 'BuildKit passes the platform only to stages that declare the argument, and no base image sets it: the shell expands it to nothing, or stops '
    + 'under set -u.',
  fix: 'Declare it in the stage, before the command: stage.arg("TARGETARCH"). BuildStage.platformCase() does so itself.',
  check: image => _listRunSteps(image).filter(({ script }) => script.includes('$')).flatMap(listFindings),
};

function listFindings({ stage, step, script, run }: _RunStep): RuleFinding[] {
  // A program without a shell gets its words unchanged.
  if (run.command?.isShell === false) return [];
  const names = [...new Set([...script.matchAll(USED)].map(([, name]) => name))].filter(_isAutomatic);
  const unset = names.filter(name => !step.config._declares(name) && !isSet(script, name));
  return unset.map(name => ({ by: step.by, what: `In the stage "${stage.name}", a command uses $${name}, which the stage does not declare.` }));
}

/** Whether the script sets it, or only tests whether it is set. */
function isSet(script: string, name: string): boolean {
  return new RegExp(`(^|[\\s;&|(])(export\\s+|local\\s+|readonly\\s+|declare\\s+(-\\w+\\s+)*)?${name}=|\\bread\\s[^\\n;]*\\b${name}\\b|\\bfor\\s+${name}\\b|:\\s*"?\\$\\{${name}:?=`).test(script);
}
