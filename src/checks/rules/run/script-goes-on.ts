import { Severity } from '../../../core';
import type { _Rule, RuleFinding } from '../../rule';
import type { _RunCommand } from '../../support/run-commands';
import { _RunStep, _listRunSteps } from '../../support/run-steps';

/** Builtins that set something up, and programs that only show something. */
const HARMLESS = /^(:|true|set|shopt|export|unset|local|readonly|declare|alias|umask|ulimit|shift|trap|exit|return|break|continue|echo|printf|test|\[|sleep|env|id|whoami|pwd|date|uname|ls|cat|du|df|ps|wait)$/;

/** @see https://docs.docker.com/reference/dockerfile/#here-documents */
export const runScriptGoesOn: _Rule = {
  id: 'run/script-goes-on',
  title: 'A script with several lines stops at the first failure',
  severity: Severity.WARNING,
  why: 'A shell continues after a failed command, and the step has the exit status of the last one: the build passes, and the result is missing or '
    + 'outdated.',
  fix: 'Start the script with `set -e`, as stage.run([…]) does.',
  check: image => _listRunSteps(image).filter(({ run }) => run.heredocs.length > 0).flatMap(listFindings),
};

function listFindings({ stage, step, commands }: _RunStep): RuleFinding[] {
  // `set +e` is deliberate.
  const off = commands.findIndex(({ name, words }) => name === 'set' && words.some(word => /^\+\w*e/.test(word ?? '')));
  const found = commands.slice(0, off === -1 ? undefined : off).find(mayBeMissed);
  return found === undefined ? [] : [{ by: step.by, what: `In the stage "${stage.name}", the script continues if \`${found.sources.join(' ')}\` fails.` }];
}

function mayBeMissed({ name, words, failure, isInner }: _RunCommand): boolean {
  const isForced = (name === 'rm' && words.some(word => /^-\w*f/.test(word ?? ''))) || (name === 'mkdir' && words.some(word => /^-\w*p/.test(word ?? '')));
  return failure === 'unnoticed' && !isInner && !HARMLESS.test(name) && !isForced;
}
