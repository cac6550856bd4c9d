import { pickSuffix, renderAddress } from './address';
import { setUpBuilder } from './builder';
import { expression } from './expression';
import { renderCopies } from './further';
import { checkInputs, passInputs, printBuildArgs } from './inputs';
import type { GithubJob } from './job';
import { describeMachine } from './matrix';
import type { Setup, Step } from './setup';
import { splitJob, tabulate } from './shards';
import { describeSource, nameJob, printRelease } from './source';
import { Subject } from './subject';
import { Piece, Yaml, evaluated, annotateValue } from '../../../yaml';
import { EXPORT } from '../../builder';
import type { PipelineImage } from '../../pipeline';
import { printIndexScript } from '../../publish-script';

/** The archive of a platform, in the folder that each job has for its own files. */
const ARCHIVE = evaluated`${expression('runner.temp')}/${expression('matrix.slug')}.tar`;

/**
 * The job that builds a release for each platform, and verifies it. It cannot publish: it runs programs of others. These come after the upload,
 * so that they have no part in what is published.
 */
export function renderReleaseBuild(setup: Setup, images: readonly PipelineImage[]): Record<string, GithubJob> {
  const subject = Subject.perPlatform(images);
  const isTable = subject.only === undefined;
  const steps = renderReleaseSteps(setup, subject);
  const rows = subject.listRows().map(({ platform, named, columns }) => ({
    ...named, platform: platform.name, slug: platform.slug, ...describeMachine(setup, platform, []), ...columns,
  }));
  return splitJob('build', tabulate(rows, isTable), include => ({
    'name': nameJob(subject, 'build', expression('matrix.platform')),
    'runs-on': expression('matrix.runner'),
    'timeout-minutes': setup.minutes.builds,
    'environment': setup.environments.publish,
    'permissions': { contents: 'read' },
    'strategy': { ...isTable ? { 'fail-fast': false } : {}, matrix: { include } },
    steps,
  }));
}

function renderReleaseSteps(setup: Setup, subject: Subject): Step[] {
  const args = evaluated`${printRelease(subject, expression('env.TAG'))}\nSOURCE_DATE_EPOCH=${expression('steps.date.outputs.epoch')}`;
  return [
    setup.checkOut(evaluated`refs/tags/${expression('env.TAG')}`),
    ...setUpBuilder(setup),
    { name: 'Source date', id: 'date', run: 'echo "epoch=$(git log -1 --format=%ct)" >> "$GITHUB_OUTPUT"' },
    ...checkInputs(setup, subject),
    ...passInputs(setup, subject, setup.useAction('docker/build-push-action', {
      name: 'Build',
      with: {
        ...describeSource(subject),
        'build-args': evaluated`${printBuildArgs(subject, args)}\n`,
        'provenance': annotateValue(false, { after: 'an attestation would make the digest of the index differ from build to build' }),
        'outputs': evaluated`type=oci,dest=${ARCHIVE},${EXPORT}`,
      },
    })),
    setup.useAction('actions/upload-artifact', {
      name: 'Keep the image',
      with: {
        'name': evaluated`${nameArtifact(subject)}${expression('matrix.slug')}`,
        'path': ARCHIVE,
        'if-no-files-found': 'error',
        'compression-level': annotateValue(0, { after: 'layers are compressed' }),
        'retention-days': 1,
        'overwrite': annotateValue(true, { after: 'if the job runs again' }),
      },
    }),
    ...setup.verify(subject, '"$RUNNER_TEMP/$SLUG.tar"', { SLUG: expression('matrix.slug') }),
  ];
}

/** The job that publishes what has been verified, unchanged. It runs nothing of the repository. */
export function renderPublish(setup: Setup, images: readonly PipelineImage[], needs: Yaml): Record<string, GithubJob> {
  const subject = Subject.perImage(images);
  const isTable = subject.only === undefined;
  const address = renderAddress(setup, subject);
  const steps = renderPublishSteps(setup, subject);
  const rows = subject.listRows().map(({ named, columns }) => ({ ...named, ...columns }));
  return splitJob('publish', tabulate(rows, isTable), include => ({
    'name': nameJob(subject, 'publish'),
    'needs': needs,
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.checks,
    'environment': setup.environments.publish,
    'permissions': { ...setup.allowAllPackages(), ...(setup.attest ? { 'id-token': 'write', 'attestations': 'write' } as const : {}) },
    ...isTable ? { strategy: { 'fail-fast': false, 'matrix': { include } }, ...address } : { outputs: { digest: expression('steps.index.outputs.digest') } },
    steps,
  }));
}

function renderPublishSteps(setup: Setup, subject: Subject): Step[] {
  const { archives, before, env } = listArchives(subject);
  const { suffix, env: suffixEnv } = pickSuffix(subject);
  const variables = { ...env, ...suffixEnv };
  return [
    setup.useAction('actions/download-artifact', {
      name: 'Get the verified images',
      with: { 'pattern': evaluated`${nameArtifact(subject)}*`, 'path': evaluated`${expression('runner.temp')}/images`, 'merge-multiple': true },
    }),
    setup.setUpClient(),
    setup.logIn(),
    {
      name: 'Publish them as one index',
      id: 'index',
      env: Object.keys(variables).length === 0 ? undefined : variables,
      run: `${before}${printIndexScript(archives, suffix)}echo "digest=$digest" >> "$GITHUB_OUTPUT"\n`,
    },
    ...(setup.attest ? [setup.useAction('actions/attest', {
      name: 'Attest how it was built',
      with: { 'subject-name': expression('env.IMAGE'), 'subject-digest': expression('steps.index.outputs.digest') },
    })] : []),
    ...renderCopies(setup, subject),
  ];
}

/** The archives of an image in the order of its platforms, as shell words; if the images have different platforms, as a list that a script reads. */
function listArchives(subject: Subject): { readonly archives: string[]; readonly before: string; readonly env: Record<string, Yaml> } {
  const slugs = subject.pick('slugs', ({ platforms }) => platforms.map(({ slug }) => slug).join(' '));
  return typeof slugs === 'string'
    ? { archives: slugs.split(' ').map(slug => `"$RUNNER_TEMP/images/${slug}"`), before: '', env: {} }
    : { archives: ['"${slugs[@]/#/$RUNNER_TEMP/images/}"'], before: 'read -r -a slugs <<< "$SLUGS"\n', env: { SLUGS: slugs } };
}

/** What the artifacts of an image begin with: no name of an image has a dot. All workflows that a run calls have one list of artifacts. */
function nameArtifact({ name }: Subject): Piece {
  return evaluated`${name}.`;
}
