import { NO_CLONE, NO_FILES, printExports, renderArtifact, renderEnvironment, renderPlain } from './job-parts';
import { PROTECTED, printRequired } from './login';
import type { GitlabJob, Setup } from './setup';
import { renderVariables, variable } from './variable';
import { Yaml, evaluated } from '../../../yaml';
import type { Pipeline } from '../../pipeline';
import { createCredentialEnv } from '../../scripts';
import { ADOPT, COMPLETE, COMPLETION_ENV, printCleanScript, printCompletionScript, printPatchScript } from '../../update-tasks';

/** The file that one job leaves for another. */
const PATCH = 'update.patch';

/** The job that fails if the synthesis changes a file. */
export function renderSynthesis({ findImage }: Setup, { install, synthesis }: Pipeline): GitlabJob {
  return {
    ...NO_FILES,
    image: findImage('synthesis'),
    script: [install, synthesis, printCleanScript(synthesis)],
  };
}

/** The jobs that complete the branch of a bot. Only the last one uses the token, and it runs nothing of the repository. */
export function renderCompletion(setup: Setup, { install, synthesis }: Pipeline, needs: Yaml): Record<string, GitlabJob> {
  const { findImage, secrets, environments } = setup;
  return {
    synthesize: {
      ...NO_FILES,
      image: findImage('synthesis'),
      script: [install, ADOPT, COMPLETE, synthesis, printPatchScript(PATCH)],
      artifacts: renderArtifact(PATCH),
    },
    push: {
      needs,
      image: renderPlain(findImage('git')),
      environment: renderEnvironment(environments.complete),
      variables: renderVariables({
        ...NO_CLONE,
        REMOTE: evaluated`${variable('CI_PROJECT_URL')}.git`,
        BRANCH: variable('CI_COMMIT_BRANCH'),
        COMMIT: variable('CI_COMMIT_SHA'),
      }),
      script: [
        ...printRequired([secrets.updateToken], PROTECTED),
        `${printExports({ ...createCredentialEnv('gitlab'), ...COMPLETION_ENV })}export TOKEN="$${secrets.updateToken}"\n`,
        `patch=$PWD/${PATCH}\n${printCompletionScript('"$patch"')}`,
      ],
    },
  };
}
