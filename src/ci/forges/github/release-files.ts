import { getArchives } from './archives';
import { printBox } from './box';
import { renderEach } from './each-image';
import { expression } from './expression';
import { GithubJob, nameVariables } from './job';
import { findGitTag } from './release-name';
import type { Setup } from './setup';
import { nameJob } from './source';
import { Subject } from './subject';
import { _quoteShellWord } from '../../../core';
import { Evaluated, Yaml, evaluated } from '../../../yaml';
import { listPlatformWords, printArchiveCheck, printArchiveScript } from '../../archive-script';
import type { PipelineImage, Workflow } from '../../pipeline';
import { printReleaseFilesScript } from '../../release-files-script';
import type { ReleaseForm } from '../../release-form';

/** Where a job has the archives, as a part of a text in double quotes. */
const FOLDER = '$RUNNER_TEMP/archives';

/**
 * The jobs that make archives of the verified images, keep them, and verify them. They can write nothing: the verification runs programs of others, after
 * the archives are kept.
 */
export function renderArchives(setup: Setup, workflow: Workflow, images: readonly PipelineImage[], needs: Yaml): Record<string, GithubJob> {
  const published = workflow.jobs.flatMap(job => (job.does === 'publish' ? [job.image] : []));
  const subject = Subject.perImage(published).part(images);
  const platforms = subject.pick('platforms', image => listPlatformWords(image.platforms));
  const manifest = subject.pick('manifest', image => image.manifest);
  const target = subject.pick('target', ({ archives }) => archives?.target ?? '');
  const names = { name: typeof subject.name === 'string' ? subject.name : '$NAME', platforms: typeof platforms === 'string' ? platforms : '$PLATFORMS', folder: FOLDER };
  const env = { ...typeof subject.name === 'string' ? {} : { NAME: subject.name }, ...typeof platforms === 'string' ? {} : { PLATFORMS: platforms } };
  const checkEnv = { ...env, ...typeof manifest === 'string' ? {} : { MANIFEST: manifest }, ...typeof target === 'string' ? {} : { TARGET: target } };
  const steps = [
    setup.checkOut(evaluated`refs/tags/${findGitTag(workflow)}`),
    getArchives(setup, subject),
    {
      name: 'Make the archives',
      env: nameVariables(env),
      run: `${printSkopeo(setup)}${printArchiveScript(names, { source: 'oci-archive:/image.tar', file: '/archive.tar' })}`,
    },
    setup.useAction('actions/upload-artifact', {
      name: 'Keep the archives',
      with: {
        'name': evaluated`${nameArtifacts(workflow)}${subject.name}`,
        'path': evaluated`${expression('runner.temp')}/archives/*`,
        'if-no-files-found': 'error',
        'retention-days': 1,
        'overwrite': true,
      },
    }),
    ...setup.installLibrary(),
    {
      name: 'Verify the archives',
      env: nameVariables(checkEnv),
      run: printArchiveCheck(names, typeof manifest === 'string' ? manifest : { variable: 'MANIFEST' }, typeof target === 'string' ? target : { variable: 'TARGET' }),
    },
  ];
  return renderEach('archive', setup, subject, matrix => ({
    'name': nameJob(subject, 'make the archives'),
    'needs': needs,
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.checks,
    'permissions': { contents: 'read' },
    ...matrix,
    steps,
  }));
}

/** The job that attaches the archives of all images to the release of the forge. It runs nothing of the repository. */
export function renderReleaseFiles(setup: Setup, workflow: Workflow, form: ReleaseForm, needs: Yaml): Record<string, GithubJob> {
  return {
    [RELEASE_FILES]: {
      'name': 'attach the archives',
      'needs': needs,
      'runs-on': setup.findRunner(),
      'timeout-minutes': setup.minutes.checks,
      'environment': setup.environments.publish,
      'permissions': { contents: 'write' },
      'steps': [
        setup.useAction('actions/download-artifact', {
          name: 'Get the archives',
          with: { 'pattern': evaluated`${nameArtifacts(workflow)}*`, 'path': evaluated`${expression('runner.temp')}/archives`, 'merge-multiple': true },
        }),
        setup.setUpNode(),
        {
          name: 'Attach them',
          env: {
            API: expression('github.api_url'),
            FORGE: setup.dialect.releases,
            REPOSITORY: expression('github.repository'),
            TOKEN: expression('github.token'),
          },
          run: printReleaseFilesScript([setup.dialect.releases], form, FOLDER, './*'),
        },
      ],
    },
  };
}

/** The id of the job that may write to the release. */
export const RELEASE_FILES = 'release-files';

/** Runs skopeo in a container that gets the image and returns the archive. */
function printSkopeo(setup: Setup): string {
  return `skopeo() (
${printBox(`--network none ${_quoteShellWord(setup.findImage('skopeo'))} "$@"`, '  ')}  docker cp "$RUNNER_TEMP/images/$(printf %s "$platform" | tr / -).tar" "$box:/image.tar"
  docker start --attach "$box"
  docker cp "$box:/archive.tar" "${FOLDER}/$file"
)
`;
}

/** What the artifacts with the archives of a workflow begin with. No name of an image or of a workflow has an underscore or a dot. */
function nameArtifacts({ name: workflow }: Workflow): Evaluated {
  return evaluated`_archives.${workflow}.`;
}
