import { nameRepository } from './address';
import { ARCHIVE, renderArchives } from './archives';
import { printDriverOptions } from './builder';
import { renderCached } from './cache';
import { renderInputs } from './inputs';
import { renderReadLogins } from './read-login';
import type { Setup } from './setup';
import { SHELL_IN_PATH } from './shell';
import { renderSigning } from './sign';
import type { Step } from './step';
import { substitution } from './substitution';
import { renderCompletion, renderSynthesis } from './synthesis';
import { evaluated, Evaluation, Yaml, annotateValue } from '../../../yaml';
import { EXPORT } from '../../builder';
import type { Words } from '../../forge-backend';
import type { Job, Pipeline, PipelineImage, PipelineRegistry, PipelineScan, Trigger } from '../../pipeline';
import { printPromoteScript, printRollbackScript, printSkipScript } from '../../promote-script';
import { DIGEST_FILE, KEEP_DIGEST, printPushScript } from '../../publish-script';
import { FIND_SYFT, printAttachScript, printSbomScript } from '../../sbom-script';
import { FIND_GRYPE, printScanScript } from '../../scan-script';
import { TAGGER_ENV, createCredentialEnv, printDigestCommand, printVerifyCommand } from '../../scripts';
import { printSnapshotPushScript } from '../../snapshot-script';
import { printTagScript } from '../../tag-script';
import { canSign } from '../../unsupported-signing';
import { canRunOn } from '../../untestable';
import { printAllowedCommands } from '../../update-tasks';
import { listRepositories, listTagSuffixes } from '../../variants';

const ORAS_LOGIN = 'printf %s "$REGISTRY_TOKEN" | oras login --username "$REGISTRY_USER" --password-stdin "$REGISTRY"';

const LOGIN = 'printf %s "$REGISTRY_TOKEN" | docker login --username "$REGISTRY_USER" --password-stdin "$REGISTRY"';

/** The name of a release: the git tag, from where its prefix ends. */
function renderName(triggers: readonly Trigger[]): Evaluation {
  const release = triggers.find(trigger => trigger.on === 'tag');
  return release === undefined || release.gitPrefix === '' ? substitution('CI_COMMIT_TAG') : substitution(`CI_COMMIT_TAG:${release.gitPrefix.length}`);
}

/** The steps of each intent. `keepsDigest`: whether steps after the publication need the digest. */
export function createSteps(setup: Setup, pipeline: Pipeline, triggers: readonly Trigger[], keepsDigest: boolean): Words<'does', Job, Step[]> {
  const { agent, findImage, secrets, buildSecrets, privileged, renovateEndpoint } = setup;
  const [registry, tag] = [substitution('REGISTRY'), renderName(triggers)];
  const address = { registry, image: evaluated`${registry}/${substitution('REPOSITORY')}`, tag };
  const main = pipeline.login?.credentials ?? { user: secrets.registryUser, token: secrets.registryToken };
  const logins = [
    { place: undefined, host: address.registry, credentials: main, repository: 'REPOSITORY' },
    ...pipeline.further.map(each => ({ ...each, place: each.host, repository: nameRepository(pipeline, each) })),
  ]
    .map(({ place, host, credentials = main, repository }) => ({
      place,
      environment: {
        REGISTRY: host,
        IMAGE: evaluated`${host}/${substitution(repository)}`,
        TAG: address.tag,
        REGISTRY_USER: { from_secret: credentials.user },
        REGISTRY_TOKEN: { from_secret: credentials.token },
      },
    }));
  const build = (
    image: PipelineImage, buildArgs: Yaml[], output: Yaml, isCached: boolean, reads: readonly PipelineRegistry[] = pipeline.reads,
  ): Step => ({
    name: 'build',
    image: findImage('plugin'),
    privileged: privileged ? annotateValue(true, { after: 'starts its own Docker daemon' }) : undefined,
    settings: {
      dry_run: annotateValue(true, { after: 'pushes nothing' }),
      context: image.context === '.' ? undefined : image.context,
      dockerfile: image.dockerfile === 'Dockerfile' ? undefined : image.dockerfile,
      platforms: image.platforms.join(','),
      build_args: [...buildArgs, ...Object.entries(image.inputs.buildArgs).map(([name, value]) => `${name}=${value}`)],
      logins: renderReadLogins(reads),
      ...renderInputs(image, buildSecrets, isCached),
      auto_labels: annotateValue(false, { after: 'would overwrite labels of the image, and add the build time' }),
      provenance: annotateValue(false, { after: 'an attestation would make the digest differ from build to build' }),
      buildkit_driveropt: printDriverOptions(pipeline.builder, () => findImage('buildkit')),
      output,
    },
  });
  const buildFresh = (image: PipelineImage, buildArgs: Yaml[], output: Yaml) => [build(image, buildArgs, output, false)];
  const buildCached = (image: PipelineImage, buildArgs: Yaml[], output: Yaml) => renderCached(
    pipeline, image, triggers, { host: pipeline.registry, credentials: main }, reads => build(image, buildArgs, output, true, reads),
  );
  const verify = ({ manifest }: PipelineImage): Step => ({
    name: 'verify',
    image: findImage('node'),
    commands: [pipeline.install, printVerifyCommand(manifest, ARCHIVE)],
  });
  // Before the verification, which is the last to see the archive.
  const scan = ({ platforms }: PipelineImage, policy: PipelineScan | undefined): Step[] => (policy === undefined ? [] : [{
    name: 'scan',
    image: findImage('grype'),
    entrypoint: [...SHELL_IN_PATH],
    commands: [FIND_GRYPE, printScanScript(policy, ARCHIVE, platforms.join(' '))],
  }]);
  const version = ({ releaseArg }: PipelineImage) => evaluated`${releaseArg}=ci-${substitution('CI_COMMIT_SHA')}`;
  const check = (image: PipelineImage, isCached: boolean, policy: PipelineScan | undefined) => [
    ...(isCached ? buildCached : buildFresh)(image, [version(image)], `type=oci,dest=${ARCHIVE},${EXPORT}`),
    ...scan(image, policy),
    verify(image),
  ];
  return {
    build: ({ image, scan: policy }) => check(image, true, policy),
    rebuild: ({ image, scan: policy }) => check(image, false, policy),
    preview: () => [],
    snapshot: ({ image, tags, scan: policy }) => [
      ...buildCached(image, [version(image), 'BUILDKIT_MULTI_PLATFORM=1'], evaluated`type=oci,dest=${ARCHIVE},name=${address.image}:${substitution('CI_COMMIT_SHA')},${EXPORT}`),
      ...scan(image, policy),
      verify(image),
      ...logins.slice(0, 1).map(({ environment }) => ({
        name: 'publish',
        image: annotateValue(findImage('oras'), { before: 'Pushes exactly the verified image.' }),
        environment: { ...environment, TAG: undefined, COMMIT: substitution('CI_COMMIT_SHA') },
        commands: [ORAS_LOGIN, printSnapshotPushScript(ARCHIVE, tags, image.tagSuffix)],
      })),
    ],
    tag: ({ naming }) => [{
      name: 'tag',
      image: findImage('git'),
      environment: {
        REMOTE: substitution('CI_REPO_CLONE_URL'),
        TOKEN: { from_secret: secrets.tagToken },
        ...createCredentialEnv('woodpecker'),
        ...TAGGER_ENV,
      },
      commands: [printTagScript(naming)],
    }],
    publish: ({ image, scan: policy, sbom }) => [
      build(image, [evaluated`${image.releaseArg}=${address.tag}`, 'BUILDKIT_MULTI_PLATFORM=1'], annotateValue(
        evaluated`type=oci,dest=${ARCHIVE},name=${address.image}:${address.tag}${image.tagSuffix},${EXPORT}`,
        { before: 'The plugin sets SOURCE_DATE_EPOCH to the date of the commit. On Gitea, CI_COMMIT_TIMESTAMP would be the time of the webhook.' },
      ), false),
      ...scan(image, policy),
      ...(sbom ? [{
        name: 'list the contents',
        image: findImage('syft'),
        entrypoint: [...SHELL_IN_PATH],
        environment: { IMAGE: address.image, TAG: address.tag },
        commands: [FIND_SYFT, printSbomScript(ARCHIVE, image.platforms.join(' '))],
      }] : []),
      verify(image),
      ...logins.map(({ place, environment }) => ({
        name: place === undefined ? 'publish' : `publish to ${place}`,
        image: annotateValue(findImage('oras'), { before: 'Pushes exactly the verified image.' }),
        environment,
        commands: [
          ORAS_LOGIN,
          printPushScript(ARCHIVE, image.tagSuffix),
          ...(keepsDigest ? [KEEP_DIGEST] : []),
        ],
      })),
    ],
    attach: ({ image }) => logins.map(({ place, environment }) => ({
      name: place === undefined ? 'attach the list of contents' : `attach the list of contents in ${place}`,
      image: findImage('oras'),
      environment: { ...environment, TAG: undefined },
      commands: [ORAS_LOGIN, `DIGEST=$(cat ${DIGEST_FILE})\n${printAttachScript(image.platforms.join(' '))}`],
    })),
    sign: ({ signing }) => (!canSign(signing) ? [] : logins.map(({ place, environment }) => ({
      name: place === undefined ? 'sign' : `sign in ${place}`,
      image: findImage('cosign'),
      ...renderSigning(signing, { ...environment, TAG: undefined }),
    }))),
    archive: job => renderArchives(setup, pipeline, job, address),
    smoke: ({ image }) => image.smoke.filter(smoke => canRunOn(agent, image, smoke)).map(({ command }) => ({
      name: `smoke test: ${command.join(' ')}`,
      image: annotateValue(evaluated`${address.image}:${address.tag}${image.tagSuffix}`, { before: `Runs in the published image, on ${agent}.` }),
      pull: annotateValue(true, { after: 'the agent may have an older image of this name' }),
      entrypoint: [...command],
    })),
    promote: ({ image, tags, form }) => logins.map(({ place, environment }) => ({
      name: place === undefined ? 'promote' : `promote in ${place}`,
      image: findImage('docker'),
      environment,
      commands: [LOGIN, `DIGEST=$(${printDigestCommand('TAG', image.tagSuffix)})`, printPromoteScript(tags, form, image.tagSuffix)],
    })),
    rollback: ({ images: all, releases, usual }) => logins.map(({ place, environment }) => ({
      name: place === undefined ? 'rollback' : `rollback in ${place}`,
      image: findImage('docker'),
      environment: { ...environment, TAG: undefined, REPOSITORY: listRepositories(all).length === 1 ? undefined : substitution('REPOSITORY') },
      commands: [
        printSkipScript('ROLLBACK_TO', listRepositories(all).length === 1 ? undefined : 'ROLLBACK_IMAGE'),
        LOGIN,
        printRollbackScript(usual, releases, listTagSuffixes(all)),
      ],
    })),
    renovate: ({ renovate }) => [{
      name: 'renovate',
      image: findImage('renovate'),
      environment: {
        RENOVATE_PLATFORM: substitution('CI_FORGE_TYPE'),
        RENOVATE_ENDPOINT: renovateEndpoint,
        RENOVATE_REPOSITORIES: substitution('CI_REPO'),
        RENOVATE_ONBOARDING: 'false',
        RENOVATE_GIT_AUTHOR: renovate.gitAuthor,
        RENOVATE_ALLOWED_COMMANDS: printAllowedCommands(pipeline),
        RENOVATE_TOKEN: { from_secret: secrets.renovateToken },
        GITHUB_COM_TOKEN: secrets.githubToken === undefined ? undefined : { from_secret: secrets.githubToken },
      },
      commands: ['/usr/local/sbin/renovate-entrypoint.sh renovate'],
    }],
    synthesize: () => renderSynthesis(findImage, pipeline),
    complete: () => renderCompletion(findImage, secrets.updateToken, pipeline),
  };
}
