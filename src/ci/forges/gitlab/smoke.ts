import { renderBuilder } from './build';
import { CLIENTS } from './clients';
import { NO_CLONE } from './job-parts';
import { printLogin } from './login';
import { GitlabBuilder } from './options';
import type { GitlabJob, Setup } from './setup';
import { Problem, _escapeDoubleQuoted, _quoteShellWord } from '../../../core';
import type { PipelineImage, SmokeCommand } from '../../pipeline';

/** The smoke tests that the runners can run, in the published image. */
export function renderSmoke(setup: Setup, image: PipelineImage): GitlabJob {
  const { builder, runner, logins: [login] } = setup;
  const print = builder === GitlabBuilder.ROOTLESS ? printBuildTest : printRunTest;
  return {
    ...renderBuilder(setup, NO_CLONE),
    script: [
      ...printLogin(CLIENTS[builder].login, login),
      ...image.smoke.filter(smoke => canRun(setup, image, smoke)).map(({ command }) => print(runner.name, `"$IMAGE:$TAG${_escapeDoubleQuoted(image.tagSuffix)}"`, command)),
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
printf 'FROM %s\\n%s\\n' ${reference} ${_quoteShellWord(`RUN ${JSON.stringify(command)}`)} > smoke/Dockerfile
buildctl-daemonless.sh build --progress plain --no-cache --frontend dockerfile.v0 --local context=smoke --local dockerfile=smoke --opt platform=${platform}
`;
}

/** Reports smoke tests that the runners cannot run. */
export function findUntestable(setup: Setup, image: PipelineImage): Problem[] {
  const { runner } = setup;
  return image.smoke.flatMap(({ command, platforms }) => {
    const elsewhere = (platforms ?? []).filter(({ name }) => name !== runner.name);
    const nowhere = platforms === undefined && !canRun(setup, image, { command });
    if (elsewhere.length === 0 && !nowhere) return [];
    return [{
      id: 'ci/unsupported',
      what: `GitLab cannot run the smoke test "${command.join(' ')}" of ${image.name} on ${(nowhere ? image.platforms : elsewhere).join(', ')}.`,
      why: `A job runs on the platform of its runner, which is ${runner}, so the image would be promoted without this test.`,
      fix: nowhere
        ? 'Set runnerPlatform to a platform of the image for which you have a runner, or remove the smoke test.'
        : 'Omit platforms, so that each forge tests where it can, or remove these.',
    }];
  });
}

function canRun({ runner }: Setup, image: PipelineImage, { platforms }: SmokeCommand): boolean {
  return (platforms ?? image.platforms).some(({ name }) => name === runner.name);
}
