import { expression } from './expression';
import type { GithubJob } from './job';
import { mergePermissions } from './permissions';
import { Setup, renderSecret } from './setup';
import { evaluated, annotateValue } from '../../../yaml';
import type { Workflow } from '../../pipeline';
import type { ReleaseNaming } from '../../release-naming';
import { TAGGER_ENV, createCredentialEnv } from '../../scripts';
import { printTagScript } from '../../tag-script';

/** The id of the job that tags a release. */
export const TAG_JOB = 'tag';

/** The job that tags a release. */
export function renderTag(setup: Setup, naming: ReleaseNaming): GithubJob {
  return {
    'name': 'tag',
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.checks,
    'permissions': { contents: setup.tagToken === undefined ? 'write' : 'read' },
    'outputs': { tag: expression('steps.tag.outputs.tag') },
    'steps': [
      setup.checkOut(),
      {
        name: naming.by === 'version' ? 'Tag the first release of a version' : 'Tag the release',
        id: 'tag',
        env: {
          REMOTE: evaluated`${expression('github.server_url')}/${expression('github.repository')}`,
          TOKEN: setup.tagToken === undefined ? expression('github.token') : renderSecret(setup.tagToken),
          ...createCredentialEnv('x-access-token'),
          ...TAGGER_ENV,
        },
        run: `${printTagScript(naming)}echo "tag=$tag" >> "$GITHUB_OUTPUT"\n`,
      },
    ],
  };
}

/** A job that calls the release workflow: a tag pushed with the token of a workflow starts no other workflow. */
export function renderCall(setup: Setup, release: Workflow, jobs: Record<string, GithubJob>, secrets: readonly string[]): GithubJob {
  return {
    name: release.name,
    needs: 'tag',
    if: annotateValue("needs.tag.outputs.tag != ''", { before: 'A tag pushed with the token of a workflow starts no other workflow, so this job calls the release.' }),
    permissions: mergePermissions(jobs),
    uses: annotateValue(`./${setup.formatPath(release)}`, { after: 'zizmor: ignore[self-repository] only GitHub supports the newer "$/"' }),
    with: { tag: expression('needs.tag.outputs.tag') },
    secrets: secrets.length === 0 ? undefined : Object.fromEntries(secrets.map(name => [name, renderSecret(name)])),
  };
}
