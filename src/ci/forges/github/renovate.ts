import { expression } from './expression';
import type { GithubJob } from './job';
import { Setup, renderSecret } from './setup';
import type { Yaml } from '../../../yaml';
import type { Pipeline, PipelineRenovate } from '../../pipeline';
import { printAllowedCommands } from '../../update-tasks';

/** The job that runs Renovate. */
export function renderRenovate(setup: Setup, pipeline: Pipeline, { gitAuthor }: PipelineRenovate): GithubJob {
  return {
    'name': 'renovate',
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.renovate,
    'permissions': {},
    'steps': [setup.useAction('renovatebot/github-action', {
      name: 'Run Renovate',
      env: {
        RENOVATE_REPOSITORIES: expression('github.repository'),
        RENOVATE_ONBOARDING: 'false',
        RENOVATE_GIT_AUTHOR: gitAuthor,
        RENOVATE_ALLOWED_COMMANDS: printAllowedCommands(pipeline),
      },
      with: { ...splitReference(setup.findImage('renovate')), token: renderSecret(setup.renovateToken) },
    })],
  };
}

/** The action puts a colon between name and version; the digest is part of the version. */
function splitReference(reference: string): Record<string, Yaml> {
  const [, image = reference, tag = 'latest', digest = ''] = /^([^@]*?)(?::([^@/:]+))?(@.*)?$/.exec(reference) ?? [];
  return { 'renovate-image': image, 'renovate-version': `${tag}${digest}` };
}
