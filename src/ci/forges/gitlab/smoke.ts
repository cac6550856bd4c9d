import { renderBuilder } from './build';
import { CLIENTS } from './clients';
import { NO_CLONE } from './job-parts';
import { printLogin } from './login';
import { GitlabBuilder } from './options';
import type { GitlabJob, Setup } from './setup';
import { Problem, _escapeDoubleQuoted, _quoteShellWord } from '../../../core';
import { EscapeCharacter, Run } from '../../../dockerfile';
import type { PipelineImage } from '../../pipeline';
import { canRunOn, findUntestableOn } from '../../untestable';

/** The smoke tests that the runners can run, in the published image. */
export function renderSmoke(setup: Setup, image: PipelineImage): GitlabJob {
  const { builder, runner, logins: [login] } = setup;
  const print = builder === GitlabBuilder.ROOTLESS ? printBuildTest : printRunTest;
  return {
    ...renderBuilder(setup, NO_CLONE),
    script: [
      ...printLogin(CLIENTS[builder].login, login),
      ...image.smoke.filter(smoke => canRunOn(runner, image, smoke)).map(({ command }) => print(runner.name, `"$IMAGE:$TAG${_escapeDoubleQuoted(image.tagSuffix)}"`, command)),
    ],
  };
}

function printRunTest(platform: string, reference: string, command: readonly string[]): string {
  const [entrypoint, ...args] = command.map(_quoteShellWord);
  return ['docker run --rm --pull always --platform', platform, '--entrypoint', entrypoint, reference, ...args].join(' ');
}

/** Without a daemon, BuildKit runs the command: as the step of a build that starts from the image. The JSON form of `RUN` uses no shell. */
function printBuildTest(platform: string, reference: string, command: readonly string[]): string {
  return `mkdir -p smoke
printf 'FROM %s\\n%s\\n' ${reference} ${_quoteShellWord(Run.exec([...command])._print(EscapeCharacter.BACKSLASH))} > smoke/Dockerfile
buildctl-daemonless.sh build --progress plain --no-cache --frontend dockerfile.v0 --local context=smoke --local dockerfile=smoke --opt platform=${platform}
`;
}

/** Reports smoke tests that the runners cannot run. */
export function findUntestable({ runner }: Setup, image: PipelineImage): Problem[] {
  return findUntestableOn({ forge: 'GitLab', machine: 'runner', unit: 'job', option: 'runnerPlatform', platform: runner }, image);
}
