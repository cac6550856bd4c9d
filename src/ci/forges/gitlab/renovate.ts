import { NO_CLONE, NO_FILES, printExports, renderPlain } from './job-parts';
import { PROTECTED, printRequired } from './login';
import type { GitlabJob, Setup } from './setup';
import { renderVariables, variable } from './variable';
import type { Pipeline, PipelineRenovate } from '../../pipeline';
import { printAllowedCommands } from '../../update-tasks';

/** The job that runs Renovate. Texts that GitLab would expand in `variables` are set by the script. */
export function renderRenovate({ findImage, secrets }: Setup, pipeline: Pipeline, { gitAuthor }: PipelineRenovate): GitlabJob {
  return {
    ...NO_FILES,
    image: renderPlain(findImage('renovate')),
    variables: renderVariables({
      ...NO_CLONE,
      RENOVATE_PLATFORM: 'gitlab',
      RENOVATE_ENDPOINT: variable('CI_API_V4_URL'),
      RENOVATE_REPOSITORIES: variable('CI_PROJECT_PATH'),
      RENOVATE_ONBOARDING: 'false',
    }),
    script: [
      ...printRequired([secrets.renovateToken], PROTECTED),
      printExports({ RENOVATE_GIT_AUTHOR: gitAuthor, RENOVATE_ALLOWED_COMMANDS: printAllowedCommands(pipeline) })
      + `export RENOVATE_TOKEN="$${secrets.renovateToken}"\n`
      + (secrets.githubToken === undefined ? '' : `export GITHUB_COM_TOKEN="$${secrets.githubToken}"\n`),
      '/usr/local/sbin/renovate-entrypoint.sh renovate',
    ],
  };
}
