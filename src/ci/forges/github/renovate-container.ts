import { expression } from './expression';
import type { GithubJob } from './job';
import { Setup, renderSecret } from './setup';
import { evaluated } from '../../../yaml';
import type { Pipeline, PipelineRenovate } from '../../pipeline';
import { printAllowedCommands } from '../../update-tasks';

/**
 * The job that runs Renovate in its own image: the action starts a container, for which the job would need Docker.
 *
 * @see https://docs.renovatebot.com/modules/platform/gitea/
 */
export function renderRenovateContainer(setup: Setup, platform: string, pipeline: Pipeline, { gitAuthor }: PipelineRenovate): GithubJob {
  return {
    'name': 'renovate',
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.renovate,
    'permissions': {},
    'container': { image: setup.findImage('renovate') },
    'steps': [{
      name: 'Run Renovate',
      env: {
        RENOVATE_PLATFORM: platform,
        RENOVATE_ENDPOINT: evaluated`${expression('github.server_url')}/api/v1`,
        RENOVATE_TOKEN: renderSecret(setup.renovateToken),
        GITHUB_COM_TOKEN: setup.githubToken === undefined ? undefined : renderSecret(setup.githubToken),
        RENOVATE_REPOSITORIES: expression('github.repository'),
        RENOVATE_ONBOARDING: 'false',
        RENOVATE_GIT_AUTHOR: gitAuthor,
        RENOVATE_ALLOWED_COMMANDS: printAllowedCommands(pipeline),
      },
      run: 'renovate',
    }],
  };
}
