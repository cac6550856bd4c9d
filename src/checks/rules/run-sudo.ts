import { Severity } from '../../core';
import { User, Word } from '../../dockerfile';
import { exampleSteps } from '../examples';
import { _isInImage } from '../in-image';
import type { _Rule, RuleFinding } from '../rule';
import { _RunStep, _runSteps } from '../run-steps';

export const runSudo: _Rule = {
  id: 'run/sudo',
  title: 'Steps of a build do not call sudo',
  severity: Severity.WARNING,
  why: 'A step is run by root unless USER says otherwise, and most images have no sudo: "sudo: not found".',
  fix: 'Leave it out; where USER names somebody else, write USER root in front of the step.',
  check: image => _runSteps(image).filter(({ script }) => /\bsudo\b/.test(script)).flatMap(step => finding(step, _isInImage(image, step.stage, '/etc/sudoers'))),
  bad: image => exampleSteps(image, stage => {
    stage.append(new User(Word.literal('root')));
    stage.run(['sudo make install DESTDIR=/out']);
  }),
  good: image => exampleSteps(image, stage => {
    stage.append(new User(Word.literal('root')));
    stage.run(['make install DESTDIR=/out']);
  }),
};

function finding({ stage, step, commands }: _RunStep, isInImage: boolean): RuleFinding[] {
  const found = commands.find(({ wrappers }) => wrappers.some(isForRoot));
  if (found === undefined) return [];
  const { user = 'root', _isUserKnown: isKnown } = step.config;
  const what = `In the stage "${stage.name}", \`${found.sources.slice(0, 3).join(' ')}\` is run by sudo`;
  if (isKnown && /^(0+|root)(:|$)/.test(user)) return [{ by: step.by, what: `${what}, as root already.` }];
  if (!isKnown) return [{ by: step.by, severity: Severity.INFO, what: `${what}.`, why: 'Unless the base image names another user, a step is run by root, and most images have no sudo: "sudo: not found".' }];
  return isInImage ? [{
    by: step.by,
    severity: Severity.INFO,
    what: `${what}, for ${user}.`,
    why: 'Who can call it without a password in the build can do so in the container: whoever gets into the program is root.',
  }] : [];
}

/** `sudo -u postgres psql` gives rights away instead. */
function isForRoot({ name, words }: { readonly name: string; readonly words: (string | undefined)[] }): boolean {
  const user = words.findIndex(word => word === '-u' || word === '--user') + 1;
  const said = user > 0 ? words[user] : words.find(word => /^(-u|--user=)./.test(word ?? ''))?.replace(/^(-u|--user=)/, '');
  return name === 'sudo' && (said === undefined ? user === 0 : said === 'root');
}
