import { expression } from './expression';
import type { GithubJob } from './job';
import { Setup, Step, renderSecret } from './setup';
import { evaluated } from '../../../yaml';
import type { Pipeline } from '../../pipeline';
import { createCredentialEnv } from '../../scripts';
import { ADOPT, COMPLETE, COMPLETION_ENV, printCleanScript, printPatchScript, printCompletionScript } from '../../update-tasks';

/** Most bytes of a patch in base64: the next job gets it as an environment variable, and Linux allows 128 KiB for one. */
const MOST = 120_000;

/** Where a patch is. */
const PATCH = '"$RUNNER_TEMP/update.patch"';

/** The job that fails if the synthesis changes a file. */
export function renderSynthesis(setup: Setup, { synthesis }: Pipeline): GithubJob {
  return {
    'name': 'the synthesis is clean',
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.checks,
    'permissions': { contents: 'read' },
    'steps': [
      setup.checkOut(),
      ...setup.installLibrary(),
      { name: 'Synthesize', run: synthesis },
      { name: 'Compare with what is committed', run: printCleanScript(synthesis) },
    ],
  };
}

/** The jobs that complete the branch of a bot. The patch goes from one to the other as text: neither needs the files of the other. */
export function renderCompletion(setup: Setup, { synthesis }: Pipeline): Record<string, GithubJob> {
  return {
    synthesize: {
      'name': 'synthesize',
      'runs-on': setup.findRunner(),
      'timeout-minutes': setup.minutes.checks,
      'permissions': { contents: 'read' },
      'outputs': { patch: expression('steps.patch.outputs.patch') },
      'steps': [
        // The commit before that of the bot tells what the bot has changed.
        setup.checkOut(undefined, 2),
        ...setup.installLibrary(),
        { name: 'Complete the pins', run: `${ADOPT}\n${COMPLETE}\n` },
        { name: 'Synthesize', run: synthesis },
        { name: 'Note what has changed', id: 'patch', run: `${printPatchScript(PATCH)}${NOTE}` },
      ],
    },
    push: {
      'name': 'push',
      'needs': 'synthesize',
      'if': "needs.synthesize.outputs.patch != ''",
      'runs-on': setup.findRunner(),
      'timeout-minutes': setup.minutes.checks,
      'permissions': {},
      'steps': [renderPush(setup)],
    },
  };
}

const NOTE = `test -s ${PATCH} || exit 0
patch=$(gzip --stdout ${PATCH} | base64 --wrap=0)
if [ "\${#patch}" -gt ${MOST} ]; then
  echo "The patch is too large for a job to pass on: synthesize on this branch yourself, and push." >&2
  exit 1
fi
echo "patch=$patch" >> "$GITHUB_OUTPUT"
`;

function renderPush(setup: Setup): Step {
  return {
    name: 'Push to the branch',
    env: {
      ENCODED: expression('needs.synthesize.outputs.patch'),
      REMOTE: evaluated`${expression('github.server_url')}/${expression('github.repository')}`,
      BRANCH: expression('github.ref_name'),
      COMMIT: expression('github.sha'),
      TOKEN: renderSecret(setup.updateToken),
      ...createCredentialEnv('x-access-token'),
      ...COMPLETION_ENV,
    },
    run: `printf %s "$ENCODED" | base64 --decode | gunzip > ${PATCH}\n${printCompletionScript(PATCH)}`,
  };
}
