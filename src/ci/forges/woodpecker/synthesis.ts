import type { WoodpeckerImages } from './options';
import { substitution } from './substitution';
import type { Yaml } from '../../../yaml';
import type { Pipeline } from '../../pipeline';
import { createCredentialEnv } from '../../scripts';
import { ADOPT, COMPLETE, COMPLETION_ENV, printCleanScript, printPatchScript, printCompletionScript } from '../../update-tasks';

type Step = Record<string, Yaml | undefined>;
type FindImage = (key: keyof WoodpeckerImages) => string;

/** The file that steps share without it being part of the work tree. */
const PATCH = '.git/update.patch';

/** The steps that fail if the synthesis changes a file. */
export function renderSynthesis(findImage: FindImage, { install, synthesis }: Pipeline): Step[] {
  return [
    { name: 'synthesize', image: findImage('node'), commands: [install, synthesis] },
    { name: 'compare with what is committed', image: findImage('git'), commands: [printCleanScript(synthesis)] },
  ];
}

/** The steps that complete the branch of a bot. Only the last one knows the token. */
export function renderCompletion(findImage: FindImage, token: string, { install, synthesis }: Pipeline): Step[] {
  return [
    { name: 'synthesize', image: findImage('node'), commands: [install, ADOPT, COMPLETE, synthesis] },
    { name: 'note what has changed', image: findImage('git'), commands: [printPatchScript(PATCH)] },
    {
      name: 'push',
      image: findImage('git'),
      environment: {
        REMOTE: substitution('CI_REPO_CLONE_URL'),
        BRANCH: substitution('CI_COMMIT_BRANCH'),
        COMMIT: substitution('CI_COMMIT_SHA'),
        TOKEN: { from_secret: token },
        ...createCredentialEnv('woodpecker'),
        ...COMPLETION_ENV,
      },
      commands: [`patch=$PWD/${PATCH}\n${printCompletionScript('"$patch"')}`],
    },
  ];
}
