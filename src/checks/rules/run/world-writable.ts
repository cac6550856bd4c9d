import { Severity } from '../../../core';
import { Add, Copy } from '../../../dockerfile';
import type { ImageModel } from '../../../plan';
import type { _Rule, RuleFinding } from '../../rule';
import { _isInImage } from '../../support/in-image';
import { _instructions } from '../../support/instructions';
import type { _RunCommand } from '../../support/run-commands';
import { _RunStep, _pathOf, _runSteps } from '../../support/run-steps';

export const runWorldWritable: _Rule = {
  id: 'run/world-writable',
  title: 'Not everybody may write to files of the image',
  severity: Severity.WARNING,
  why: 'Whoever gets into any program of the container can change them, e.g. programs and scripts that others, or root, run.',
  fix: 'Give them to the user that writes them: chown, COPY --chown. For a user that is not known before, give them to the group 0: chgrp -R 0 and chmod -R g=u. '
    + 'A directory for everybody has mode 1777, like /tmp.',
  check: image => _runSteps(image).filter(({ script }) => script.includes('chmod')).flatMap(step => findings(image, step)).concat(copies(image)),
};

function findings(image: ImageModel, step: _RunStep): RuleFinding[] {
  const found = step.commands.find(command => opens(command) && stays(image, step, command));
  return found === undefined ? [] : [{ by: step.step.by, what: `In the stage "${step.stage.name}", \`${found.sources.join(' ')}\` lets everybody write.` }];
}

/** What a copy of the image says. A directory for everybody is one of those that have mode 1777. */
function copies(image: ImageModel): RuleFinding[] {
  return _instructions(image.result).flatMap(({ node, by }): RuleFinding[] => {
    const mode = node instanceof Copy || node instanceof Add ? node.chmod?._text : undefined;
    if (mode === undefined || !isForAll(mode)) return [];
    const { keyword, destination } = node as Copy | Add;
    return [{ by, what: `In the stage "${image.result.name}", ${keyword} --chmod=${mode} lets everybody write to ${destination._text ?? 'what it copies'}.` }];
  });
}

/** Without the sticky bit, with which everybody may add files, and each only remove their own. */
function opens({ name, words }: _RunCommand): boolean {
  if (name !== 'chmod') return false;
  return isForAll(words.slice(1).find(word => word !== undefined && !/^--|^-[RvcfhHLP]+$/.test(word)) ?? '');
}

function isForAll(mode: string): boolean {
  if (/^[0-7]+$/.test(mode)) return /[2367]$/.test(mode) && !/^0*[1357][0-7]{3}$/.test(mode);
  const parts = mode.split(',');
  // `+w` alone leaves out what the umask takes, and that is the group and the others.
  return parts.some(part => /^[ug]*[oa][ugoa]*[+=][rwxXst]*w/.test(part)) && !parts.some(part => /[+=][rwxX]*t/.test(part));
}

/** Whether one of its files gets into the image. Directories for what lasts a moment are no files of it. */
function stays(image: ImageModel, step: _RunStep, command: _RunCommand): boolean {
  return command.words.slice(1).filter(word => !word?.startsWith('-')).slice(1).some(word => {
    const path = _pathOf(step, command, word);
    return path !== undefined && !/^\/(dev|proc|sys|run\/lock|tmp|var\/tmp)(\/|$)/.test(path) && _isInImage(image, step.stage, path, keepsModes);
  });
}

function keepsModes({ chmod }: Copy): boolean {
  return chmod === undefined;
}
