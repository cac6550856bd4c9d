import { Severity } from '../../../core';
import { StagePlatform } from '../../../image';
import type { _Rule } from '../../rule';
import { _isInstaller, _mayInstall } from '../../support/downloads';
import type { _RunCommand } from '../../support/run-commands';
import { _RunStep, _listRunSteps } from '../../support/run-steps';

/** The arguments that describe the target platform. */
const OF_PLATFORM = ['TARGETPLATFORM', 'TARGETOS', 'TARGETARCH', 'TARGETVARIANT'];

/** Commands that may appear next to an installer, and read no variable that is not among their arguments. */
const PLAIN = new Set(['apt-get', 'apt', 'rm', 'mkdir', 'set', 'echo', 'cd', ':', 'true', 'test', '[']);

/** @see https://docs.docker.com/reference/dockerfile/#impact-on-build-caching */
export const cachePlatformArgument: _Rule = {
  id: 'cache/platform-argument',
  title: 'Work that is the same for all platforms is done once',
  severity: Severity.WARNING,
  why: 'A declared argument is part of the environment of every later command, so BuildKit runs each of them once for each platform.',
  fix: 'Declare TARGETARCH and the like after it: stage.platformCase() declares them where it is called.',
  check: image => (image.allPlatforms.length < 2 ? [] : _listRunSteps(image))
    .filter(each => each.stage.runsOn === StagePlatform.BUILD).flatMap(step => {
      const declared = OF_PLATFORM.filter(name => step.step.config._declares(name));
      const install = declared.length > 0 && _mayInstall(step.script) ? step.commands.find(_isInstaller) : undefined;
      return install === undefined || !isTheSame(step) ? [] : [{
        by: step.step.by,
        what: `In the stage "${step.stage.name}", \`${install.sources.slice(0, 3).join(' ')}\` comes after ARG ${declared.join(' and ')}, which it does not use.`,
      }];
    }),
};

/** Whether no command in it depends on the platform, visibly or possibly. */
function isTheSame({ script, run, commands }: _RunStep): boolean {
  const text = [script, ...run.mounts.flatMap(({ variables }) => variables), ...run.command?.argv ?? []].join('\n');
  return !OF_PLATFORM.some(name => text.includes(name)) && commands.every(command => _isInstaller(command) || isPlain(command));
}

function isPlain({ name }: _RunCommand): boolean {
  return PLAIN.has(name);
}
