import { pickSuffix, renderAddress } from './address';
import { KEPT_ARCHIVE, KEPT_WORD, SOURCE_DATE, getArchives, keepArchive, listArchives } from './archives';
import { setUpBuilder } from './builder';
import { renderEach } from './each-image';
import { expression } from './expression';
import { keepDigest, renderAfterVerify, renderBeforeBuild } from './extra-steps';
import { renderCopies } from './further';
import { checkInputs, passInputs, printBuildArgs } from './inputs';
import { GithubJob, nameVariables } from './job';
import { BuildLevel, listLevels } from './levels';
import { allowLogins, logIn } from './login';
import { describeMachine } from './matrix';
import { logInToRead, logOut } from './read-login';
import { renderList } from './sbom';
import { renderScan } from './scan';
import type { Setup, Step } from './setup';
import { joinNeeds, splitJob, tabulate } from './shards';
import { describeSource, nameJob, printDatedRelease } from './source';
import { Subject } from './subject';
import { Evaluation, Yaml, evaluated, annotateValue } from '../../../yaml';
import { EXPORT } from '../../builder';
import type { PipelineImage, PipelineScan } from '../../pipeline';
import { printIndexScript } from '../../publish-script';

/**
 * The job that builds a release for each platform, and verifies it. It cannot publish: it runs programs of others. These come after the upload,
 * so that they have no part in what is published.
 */
export function renderReleaseBuild(
  setup: Setup, images: readonly PipelineImage[], gitTag: Evaluation, sbom: boolean, scan?: PipelineScan,
): Record<string, GithubJob> {
  return Object.assign({}, ...listLevels(Subject.perPlatform(images)).map(level => renderReleaseLevel(setup, level, gitTag, sbom, scan)));
}

function renderReleaseLevel(
  setup: Setup, { subject, ids, needs }: BuildLevel, gitTag: Evaluation, sbom: boolean, scan: PipelineScan | undefined,
): Record<string, GithubJob> {
  const isTable = subject.only === undefined;
  // The lists of contents have the address of the image.
  const address = sbom ? renderAddress(setup, subject) : {};
  const steps = renderReleaseSteps(setup, subject, gitTag, sbom, scan);
  const rows = subject.listRows().map(({ platform, named, columns }) => ({
    ...named, platform: platform.name, slug: platform.slug, ...describeMachine(setup, platform, []), ...columns,
  }));
  return splitJob(ids, tabulate(rows, isTable), include => ({
    'name': nameJob(subject, 'build', expression('matrix.platform')),
    'needs': needs.length === 0 ? undefined : joinNeeds(needs),
    'runs-on': expression('matrix.runner'),
    'timeout-minutes': setup.minutes.builds,
    'environment': setup.environments.publish,
    'permissions': { contents: 'read', ...allowLogins(setup.reads, 'read') },
    'strategy': { ...isTable ? { 'fail-fast': false } : {}, matrix: { include } },
    ...address,
    steps,
  }));
}

function renderReleaseSteps(setup: Setup, subject: Subject, gitTag: Evaluation, sbom: boolean, scan: PipelineScan | undefined): Step[] {
  return [
    setup.checkOut(evaluated`refs/tags/${gitTag}`),
    ...renderBeforeBuild(subject),
    ...logInToRead(setup),
    ...setUpBuilder(setup),
    SOURCE_DATE,
    ...checkInputs(setup, subject),
    ...passInputs(setup, subject, setup.useAction('docker/build-push-action', {
      name: 'Build',
      with: {
        ...describeSource(subject),
        'build-args': evaluated`${printBuildArgs(subject, printDatedRelease(subject, expression('env.TAG')))}\n`,
        'provenance': annotateValue(false, { after: 'an attestation would make the digest of the index differ from build to build' }),
        'outputs': evaluated`type=oci,dest=${KEPT_ARCHIVE},${EXPORT}`,
      },
    })),
    ...logOut(setup, { cache: undefined }),
    keepArchive(setup, subject),
    ...setup.verify(subject, KEPT_WORD.word, KEPT_WORD.env),
    ...renderScan(setup, scan, expression('matrix.platform'), KEPT_WORD.word, KEPT_WORD.env),
    ...(sbom ? renderList(setup, subject) : []),
    ...renderAfterVerify(subject, true),
  ];
}

/** The job that publishes what has been verified, unchanged. It runs nothing of the repository. */
export function renderPublish(setup: Setup, images: readonly PipelineImage[], needs: Yaml): Record<string, GithubJob> {
  const subject = Subject.perImage(images);
  const steps = renderPublishSteps(setup, subject);
  return renderEach('publish', setup, subject, matrix => ({
    'name': nameJob(subject, 'publish'),
    'needs': needs,
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.checks,
    'environment': setup.environments.publish,
    'permissions': { ...allowLogins([setup.main, ...setup.further], 'write'), ...(setup.attest ? { 'id-token': 'write', 'attestations': 'write' } as const : {}) },
    ...matrix,
    'outputs': subject.only === undefined ? undefined : { digest: expression('steps.index.outputs.digest') },
    steps,
  }));
}

function renderPublishSteps(setup: Setup, subject: Subject): Step[] {
  const { archives, before, env } = listArchives(subject);
  const { suffix, env: suffixEnv } = pickSuffix(subject);
  const variables = { ...env, ...suffixEnv };
  return [
    getArchives(setup, subject),
    setup.setUpClient(),
    ...logIn(setup),
    {
      name: 'Publish them as one index',
      id: 'index',
      env: nameVariables(variables),
      run: `${before}${printIndexScript(archives, suffix)}echo "digest=$digest" >> "$GITHUB_OUTPUT"\n`,
    },
    ...(setup.attest ? [setup.useAction('actions/attest', {
      name: 'Attest how it was built',
      with: { 'subject-name': expression('env.IMAGE'), 'subject-digest': expression('steps.index.outputs.digest') },
    })] : []),
    ...renderCopies(setup, subject),
    ...keepDigest(setup, subject),
  ];
}
