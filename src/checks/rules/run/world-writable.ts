import { Severity } from '../../../core';
import { Add, Copy } from '../../../dockerfile';
import type { ImageModel } from '../../../plan';
import type { _Rule, RuleFinding } from '../../rule';
import { _isInImage } from '../../support/in-image';
import { _listInstructions } from '../../support/instructions';
import type { _RunCommand } from '../../support/run-commands';
import { _RunStep, _pathOf, _listRunSteps } from '../../support/run-steps';

export const runWorldWritable: _Rule = {
  id: 'run/world-writable',
  title: 'Files of the image are not writable by everyone',
  severity: Severity.WARNING,
  why: 'An attacker in any program of the container can change them, e.g. programs and scripts that other users or root run.',
  fix: 'Give them to the user who writes them: chown, COPY --chown. If that user is not known beforehand, give them to group 0: chgrp -R 0 and chmod '
    + '-R g=u. A directory for everyone has mode 1777, like /tmp.',
  check: image => _listRunSteps(image).filter(({ script }) => script.includes('chmod')).flatMap(step => listFindings(image, step)).concat(checkCopies(image)),
};

function listFindings(image: ImageModel, step: _RunStep): RuleFinding[] {
  const found = step.commands.find(command => opensToAll(command) && staysInImage(image, step, command));
  return found === undefined ? [] : [{ by: step.step.by, what: `In the stage "${step.stage.name}", \`${found.sources.join(' ')}\` lets everyone write.` }];
}

/** Copies of the image with such a mode. A shared directory has mode 1777. */
function checkCopies(image: ImageModel): RuleFinding[] {
  return _listInstructions(image.result).flatMap(({ node, by }): RuleFinding[] => {
    const mode = node instanceof Copy || node instanceof Add ? node.chmod?._text : undefined;
    if (mode === undefined || !isForAll(mode)) return [];
    const { keyword, destination } = node as Copy | Add;
    return [{ by, what: `In the stage "${image.result.name}", ${keyword} --chmod=${mode} lets everyone write to ${destination._text ?? 'what it copies'}.` }];
  });
}

/** Without the sticky bit, which lets everyone add files but remove only their own. */
function opensToAll({ name, words }: _RunCommand): boolean {
  if (name !== 'chmod') return false;
  return isForAll(words.slice(1).find(word => word !== undefined && !/^--|^-[RvcfhHLP]+$/.test(word)) ?? '');
}

function isForAll(mode: string): boolean {
  if (/^[0-7]+$/.test(mode)) return /[2367]$/.test(mode) && !/^0*[1357][0-7]{3}$/.test(mode);
  const parts = mode.split(',');
  // `+w` without a class respects the umask, which excludes the group and others.
  return parts.some(part => /^[ug]*[oa][ugoa]*[+=][rwxXst]*w/.test(part)) && !parts.some(part => /[+=][rwxX]*t/.test(part));
}

/** Whether one of its files gets into the image. Files in temporary directories do not count. */
function staysInImage(image: ImageModel, step: _RunStep, command: _RunCommand): boolean {
  return command.words.slice(1).filter(word => !word?.startsWith('-')).slice(1).some(word => {
    const path = _pathOf(step, command, word);
    return path !== undefined && !/^\/(dev|proc|sys|run\/lock|tmp|var\/tmp)(\/|$)/.test(path) && _isInImage(image, step.stage, path, keepsModes);
  });
}

function keepsModes({ chmod }: Copy): boolean {
  return chmod === undefined;
}
