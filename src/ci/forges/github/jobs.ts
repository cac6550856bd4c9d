import { expression } from './expression';
import { renderCopies } from './further';
import { checkInputs, hasScopedCache, listInputSecrets, passInputs, printBuildArgs, renderCaches } from './inputs';
import type { GithubJob } from './job';
import { findMachine } from './machines';
import { renderPromote, renderRollback } from './promote';
import { renderRenovate } from './renovate';
import { renderRequired } from './required';
import { ARCHIVE, Permissions, Setup, formatPath, renderSecret } from './setup';
import { listEmulators, renderSmokeSteps, listSmokedPlatforms } from './smoke';
import { renderCompletion, renderSynthesis } from './synthesis';
import type { Platform } from '../../../core';
import { Evaluated, evaluated, Yaml, annotateValue } from '../../../yaml';
import { EXPORT } from '../../builder';
import { Words, applyWords } from '../../forge-backend';
import type { Job, Pipeline, PipelineImage, Workflow } from '../../pipeline';
import { SAME_DIGEST, printIndexScript } from '../../publish-script';
import { TAGGER_ENV, createCredentialEnv, printTagScript } from '../../scripts';

/** The jobs of a workflow, by their ids. */
export function renderJobs(setup: Setup, pipeline: Pipeline, workflow: Workflow): Record<string, GithubJob> {
  const words = createWords(setup, pipeline, workflow);
  return Object.assign({}, ...workflow.jobs.map(job => applyWords(words, job.does, job)));
}

function createWords(setup: Setup, pipeline: Pipeline, workflow: Workflow): Words<'does', Job, Record<string, GithubJob>> {
  return {
    build: ({ image }) => renderRequired(setup, workflow, renderGate(setup, image)),
    tag: ({ dockerfile, versionArg, suffix }) => ({
      tag: renderTag(setup, printTagScript(dockerfile, versionArg, suffix)),
      ...Object.fromEntries(listReleases(pipeline).map(release => [release.name, renderCall(setup, pipeline, release)])),
    }),
    publish: ({ image }) => ({
      ...Object.fromEntries(image.platforms.map(platform => [formatBuildId(platform), renderBuildByDigest(setup, image, platform)])),
      index: renderIndex(setup, image),
    }),
    smoke: ({ image }) => ({ smoke: renderSmoke(setup, image) }),
    promote: job => ({ promote: renderPromote(setup, job, ['index', ...(workflow.jobs.some(({ does }) => does === 'smoke') ? ['smoke'] : [])]) }),
    rollback: job => ({ rollback: renderRollback(setup, job) }),
    renovate: ({ renovate }) => ({ renovate: renderRenovate(setup, pipeline, renovate) }),
    synthesize: () => ({ synthesis: renderSynthesis(setup, pipeline) }),
    complete: () => renderCompletion(setup, pipeline),
  };
}

function renderGate(setup: Setup, image: PipelineImage): GithubJob {
  const smoked = listSmokedPlatforms(image);
  const emulators = listEmulators(smoked);
  return {
    'name': evaluated`build ${expression('matrix.platform')}`,
    'runs-on': expression('matrix.runner'),
    'timeout-minutes': setup.minutes.builds,
    'permissions': { contents: 'read' },
    'strategy': {
      'fail-fast': false,
      'matrix': {
        include: image.platforms.map(platform => ({
          platform: platform.name,
          slug: smoked.length === 0 && !hasScopedCache(image) ? undefined : platform.slug,
          ...describeMachine(setup, platform, emulators),
        })),
      },
    },
    'steps': [
      setup.checkOut(),
      setup.setUpBuildx(),
      ...checkInputs(setup, image),
      ...passInputs(setup, image, setup.useAction('docker/build-push-action', {
        name: 'Build',
        with: {
          'context': image.context,
          'file': findDockerfile(image),
          'platforms': expression('matrix.platform'),
          'build-args': printBuildArgs(image, evaluated`${image.releaseArg}=ci-${expression('github.sha')}`),
          'provenance': false,
          'outputs': evaluated`type=oci,${ARCHIVE},${EXPORT}${smoked.length === 0 ? '' : '\ntype=docker\n'}`,
          'tags': smoked.length === 0 ? undefined : evaluated`candidate:${expression('matrix.slug')}`,
          ...renderCaches(image, 'matrix.slug'),
        },
      })),
      ...setup.verify(image, expression('matrix.platform')),
      ...(emulators.length === 0 ? [] : [setup.setUpQemu(emulators, 'matrix.emulate')]),
      ...renderSmokeSteps(image, '"candidate:$SLUG"', { SLUG: expression('matrix.slug') }),
    ],
  };
}

function renderTag(setup: Setup, script: string): GithubJob {
  return {
    'name': 'tag',
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.checks,
    'permissions': { contents: 'write' },
    'outputs': { tag: expression('steps.tag.outputs.tag') },
    'steps': [
      setup.checkOut(),
      {
        name: 'Tag the first release of a version',
        id: 'tag',
        env: {
          REMOTE: evaluated`${expression('github.server_url')}/${expression('github.repository')}`,
          TOKEN: expression('github.token'),
          ...createCredentialEnv('x-access-token'),
          ...TAGGER_ENV,
        },
        run: `${script}echo "tag=$tag" >> "$GITHUB_OUTPUT"\n`,
      },
    ],
  };
}

/** A job that calls the release workflow: a tag pushed with the token of a workflow starts no other workflow. */
function renderCall(setup: Setup, pipeline: Pipeline, release: Workflow): GithubJob {
  const names = [...listReleaseSecrets(setup, release).keys()];
  return {
    name: release.name,
    needs: 'tag',
    if: annotateValue("needs.tag.outputs.tag != ''", { before: 'A tag pushed with the token of a workflow starts no other workflow, so this job calls the release.' }),
    permissions: mergePermissions(renderJobs(setup, pipeline, release)),
    uses: annotateValue(`./${formatPath(release)}`, { after: 'zizmor: ignore[self-repository] only GitHub supports the newer "$/"' }),
    with: { tag: expression('needs.tag.outputs.tag') },
    secrets: names.length === 0 ? undefined : Object.fromEntries(names.map(name => [name, renderSecret(name)])),
  };
}

/** Names of the secrets that a release workflow uses, and whether it needs them: those of the login, and those of the build. */
export function listReleaseSecrets(setup: Setup, { jobs }: Workflow): Map<string, boolean> {
  const logins = [setup.credentials, ...setup.further.map(({ credentials }) => credentials)].filter(login => login !== undefined);
  // Those of an environment are not those of the caller.
  const isRequired = setup.environments.publish === undefined && setup.environments.promote === undefined;
  return new Map([
    ...jobs.flatMap(job => (job.does === 'publish' ? [...listInputSecrets(setup, job.image)] : [])),
    ...logins.flatMap(({ user, token }): [string, boolean][] => [[user, isRequired], [token, isRequired]]),
  ]);
}

/** Pushes from the cache of the verified build, and compares the digests. The login follows the verification. */
function renderBuildByDigest(setup: Setup, image: PipelineImage, platform: Platform): GithubJob {
  const build = (name: string, id: string, output: Evaluated) => passInputs(setup, image, setup.useAction('docker/build-push-action', {
    name,
    id,
    with: {
      'context': image.context,
      'file': findDockerfile(image),
      'platforms': platform.name,
      'build-args': evaluated`${printBuildArgs(image, evaluated`${image.releaseArg}=${expression('env.TAG')}\nSOURCE_DATE_EPOCH=${expression('steps.date.outputs.epoch')}`)}\n`,
      'provenance': annotateValue(false, { after: 'an attestation would make the digest of the index differ from build to build' }),
      'outputs': evaluated`${output},${EXPORT}`,
    },
  }));
  return {
    'name': `build ${platform}`,
    'runs-on': setup.findRunner(findMachine(platform)?.runner),
    'timeout-minutes': setup.minutes.builds,
    'environment': setup.environments.publish,
    'permissions': { contents: 'read', ...setup.allowPackages('write') },
    'outputs': { digest: expression('steps.push.outputs.digest') },
    'steps': [
      setup.checkOut(evaluated`refs/tags/${expression('env.TAG')}`),
      setup.setUpBuildx(),
      { name: 'Source date', id: 'date', run: 'echo "epoch=$(git log -1 --format=%ct)" >> "$GITHUB_OUTPUT"' },
      ...checkInputs(setup, image),
      ...build('Build', 'build', evaluated`type=oci,${ARCHIVE}`),
      ...setup.verify(image, platform.name),
      { name: 'Remove installed files', run: annotateValue('git clean -ffdxq', { after: 'they must not get into the build' }) },
      setup.logIn(),
      ...build('Push by digest, from the cache', 'push', evaluated`type=image,name=${expression('env.IMAGE')},push-by-digest=true,name-canonical=true,push=true`),
      {
        name: 'Compare with the verified digest',
        env: { VERIFIED: expression('steps.build.outputs.digest'), PUSHED: expression('steps.push.outputs.digest') },
        run: SAME_DIGEST,
      },
    ],
  };
}

function renderIndex(setup: Setup, image: PipelineImage): GithubJob {
  const { platforms, tagSuffix } = image;
  return {
    'name': 'create the index',
    'needs': platforms.map(formatBuildId),
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.checks,
    'environment': setup.environments.publish,
    'permissions': { ...setup.allowAllPackages(), ...(setup.attest ? { 'id-token': 'write', 'attestations': 'write' } as const : {}) },
    'outputs': { digest: expression('steps.index.outputs.digest') },
    'steps': [
      setup.logIn(),
      {
        name: 'Create the index',
        id: 'index',
        env: Object.fromEntries(platforms.map(platform => [formatVariable(platform), expression(`needs.${formatBuildId(platform)}.outputs.digest`)])),
        run: `${printIndexScript(platforms.map(platform => `"$${formatVariable(platform)}"`), tagSuffix)}echo "digest=$digest" >> "$GITHUB_OUTPUT"\n`,
      },
      ...(setup.attest ? [setup.useAction('actions/attest', {
        name: 'Attest how it was built',
        with: { 'subject-name': expression('env.IMAGE'), 'subject-digest': expression('steps.index.outputs.digest') },
      })] : []),
      ...renderCopies(setup, image),
    ],
  };
}

function renderSmoke(setup: Setup, image: PipelineImage): GithubJob {
  const platforms = listSmokedPlatforms(image);
  const emulators = listEmulators(platforms);
  return {
    'name': evaluated`smoke test ${expression('matrix.platform')}`,
    'needs': 'index',
    'runs-on': expression('matrix.runner'),
    'timeout-minutes': setup.minutes.checks,
    'environment': setup.environments.publish,
    'permissions': setup.allowPackages('read'),
    'strategy': {
      'fail-fast': false,
      'matrix': { include: platforms.map(platform => ({ platform: platform.name, ...describeMachine(setup, platform, emulators) })) },
    },
    'steps': [
      setup.logIn(),
      ...(emulators.length === 0 ? [] : [setup.setUpQemu(emulators, 'matrix.emulate')]),
      ...renderSmokeSteps(image, '"$IMAGE@$DIGEST"', { DIGEST: expression('needs.index.outputs.digest') }),
    ],
  };
}

/** The purpose of each permission, as the comment after it. */
const REASONS: Record<string, string> = {
  'contents: read': 'check out',
  'contents: write': 'push the tag',
  'packages: read': 'pull the image',
  'packages: write': 'push the image',
  'id-token: write': 'sign the attestation',
  'attestations: write': 'store the attestation',
};

/** Permissions with their reasons. */
export function explainPermissions(permissions: Permissions): Yaml {
  return Object.fromEntries(Object.entries(permissions).map(([scope, access]) => [scope, annotateValue(access, { after: REASONS[`${scope}: ${access}`] })]));
}

/** The runner of a platform, and whether it needs emulation; the latter only if some platform of the job needs it. */
function describeMachine(setup: Setup, platform: Platform, emulators: readonly string[]): Record<string, Yaml> {
  const { runner, emulator } = findMachine(platform) ?? {};
  return { runner: setup.findRunner(runner), ...(emulators.length === 0 ? {} : { emulate: emulator !== undefined && emulators.includes(emulator) }) };
}

/** The permissions of a job that calls these jobs: for each scope, the highest access of any of them. */
function mergePermissions(jobs: Record<string, GithubJob>): Permissions {
  const all: Permissions = {};
  for (const { permissions } of Object.values(jobs)) {
    for (const [scope, access] of Object.entries(permissions)) {
      if (all[scope] !== 'write') all[scope] = access;
    }
  }
  return all;
}

/** The workflows that a release tag starts. */
function listReleases({ workflows }: Pipeline): Workflow[] {
  return workflows.filter(({ triggers }) => triggers.some(({ on }) => on === 'tag'));
}

function formatBuildId({ slug }: Platform): string {
  return `build-${slug.replace(/\./g, '_')}`;
}

/** The platform in the name of an environment variable. */
function formatVariable({ slug }: Platform): string {
  return slug.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}

function findDockerfile({ dockerfile }: PipelineImage): string | undefined {
  return dockerfile === 'Dockerfile' ? undefined : dockerfile;
}
