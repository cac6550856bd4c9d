import { nameArchive } from './bases';
import { NO_CLONE, renderArtifact, renderEnvironment, renderPlain } from './job-parts';
import type { GitlabJob, Setup } from './setup';
import { renderVariables, variable } from './variable';
import type { Yaml } from '../../../yaml';
import { ARCHIVES_FOLDER, listArchiveFiles, listPlatformWords, printArchiveCheck, printArchiveScript } from '../../archive-script';
import type { Job, Pipeline } from '../../pipeline';
import { printReleaseFilesScript } from '../../release-files-script';

/** The end of the name of the job that may write to the release. */
export const RELEASE_FILES = 'files';

/**
 * The jobs that make archives of the verified image, verify them, and attach them to the release. The last one runs nothing of the repository, and gets the
 * archives of the first one.
 *
 * @see https://docs.gitlab.com/ci/jobs/ci_job_token/
 */
export function renderArchives(
  setup: Setup,
  { install }: Pipeline,
  { image, form }: Extract<Job, { does: 'archive' }>,
  needs: (files: readonly string[], others: readonly string[]) => Yaml,
): Record<string, GitlabJob> {
  const { findImage, environments } = setup;
  const { name, platforms, manifest, archives } = image;
  const names = { name, platforms: listPlatformWords(platforms), folder: ARCHIVES_FOLDER };
  return {
    'archives': {
      image: renderPlain(findImage('skopeo')),
      needs: needs(['build'], ['verify']),
      variables: NO_CLONE,
      script: [printArchiveScript(names, { source: `oci-archive:${nameArchive(setup, image)}` })],
      artifacts: renderArtifact(ARCHIVES_FOLDER),
    },
    'verify archives': {
      image: findImage('node'),
      needs: needs(['archives'], []),
      script: [install, printArchiveCheck(names, manifest, archives?.target ?? '')],
    },
    [RELEASE_FILES]: {
      image: findImage('node'),
      environment: renderEnvironment(environments.publish),
      needs: needs(['archives'], ['verify archives', 'publish']),
      variables: renderVariables({
        ...NO_CLONE,
        FORGE: 'gitlab',
        API: variable('CI_API_V4_URL'),
        REPOSITORY: variable('CI_PROJECT_ID'),
      }),
      script: ['export TOKEN="$CI_JOB_TOKEN"', printReleaseFilesScript(['gitlab'], form, ARCHIVES_FOLDER, listArchiveFiles(name))],
    },
  };
}
