import { renderArchives } from './archives';
import { printDriverOptions } from './builder';
import { renderCached } from './cache';
import { Published, renderAfterVerify, renderBeforeBuild, renderFollowing } from './extra-steps';
import { renderInputs } from './inputs';
import type { Place } from './place';
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
import { printKeepDigest, printPushScript } from '../../publish-script';
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

/** The step that installs what verifies all images of a workflow. */
const INSTALL = 'install imagewright';

/** The images of a workflow. */
export interface Subjects {
  /** Where the steps of an image find it. */
  readonly placeOf: (image: PipelineImage) => Place;
  /** The first one of several: before its verification, a step of its own installs what verifies all of them. */
  readonly first?: PipelineImage;
  /** Gives a step that builds or checks an image the condition that a change affects the image. */
  readonly limit: (image: PipelineImage, step: Step) => Step;
  /** Whether steps after the publication need the digest. */
  readonly keepsDigest: boolean;
}

/**
 * The steps of each intent, in phases: a workflow of several images does each phase for all of them before it begins the next one. So nothing is
 * installed before everything is built, and nothing is published before everything is verified.
 */
export function createSteps(
  setup: Setup, pipeline: Pipeline, triggers: readonly Trigger[], { placeOf, first, limit, keepsDigest }: Subjects,
): Words<'does', Job, Step[][]> {
  const { agent, findImage, secrets, buildSecrets, privileged, renovateEndpoint } = setup;
  const tag = renderName(triggers);
  const main = pipeline.login?.credentials ?? { user: secrets.registryUser, token: secrets.registryToken };
  const home: PipelineRegistry = { host: pipeline.registry, credentials: main };
  const logIn = ({ addressIn }: Place) => [home, ...pipeline.further].map(registry => {
    const { credentials: { user, token } = main } = registry;
    return {
      place: registry === home ? undefined : registry.host,
      environment: {
        REGISTRY: registry === home && first === undefined ? substitution('REGISTRY') : registry.host,
        IMAGE: addressIn(registry),
        TAG: tag,
        REGISTRY_USER: { from_secret: user },
        REGISTRY_TOKEN: { from_secret: token },
      },
    };
  });
  const build = (
    image: PipelineImage, buildArgs: Yaml[], output: Yaml, isCached: boolean, reads: readonly PipelineRegistry[] = pipeline.reads,
  ): Step => ({
    name: placeOf(image).name('build'),
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
    pipeline, image, triggers, home, reads => build(image, buildArgs, output, true, reads),
  );
  const verify = (image: PipelineImage): Step[][] => {
    const { archive, name } = placeOf(image);
    const command = printVerifyCommand(image.manifest, archive);
    const install = { name: INSTALL, image: findImage('node'), commands: [pipeline.install] };
    return first === undefined
      ? [[{ name: name('verify'), image: findImage('node'), commands: [pipeline.install, command] }]]
      : [image === first ? [install] : [], [{ name: name('verify'), image: findImage('node'), commands: [command] }]];
  };
  // Before the verification, which is the last to see the archive.
  const scan = (image: PipelineImage, policy: PipelineScan | undefined): Step[] => (policy === undefined ? [] : [{
    name: placeOf(image).name('scan'),
    image: findImage('grype'),
    entrypoint: [...SHELL_IN_PATH],
    commands: [FIND_GRYPE, printScanScript(policy, placeOf(image).archive, image.platforms.join(' '))],
  }]);
  const version = ({ releaseArg }: PipelineImage) => evaluated`${releaseArg}=ci-${substitution('CI_COMMIT_SHA')}`;
  /** Steps share a folder, so after those of the team the archive is verified again before it is pushed. */
  const test = (image: PipelineImage): Step[][] => [
    renderAfterVerify(findImage, image, placeOf(image)),
    image.steps.afterVerify.length === 0 ? [] : verify(image).slice(-1).flat().map(step => ({ ...step, name: placeOf(image).name('verify again') })),
  ];
  const follow = (image: PipelineImage): Published => ({ place: placeOf(image), address: placeOf(image).addressIn(home), tag });
  const check = (image: PipelineImage, isCached: boolean, policy: PipelineScan | undefined) => [
    renderBeforeBuild(findImage, image, placeOf(image)),
    (isCached ? buildCached : buildFresh)(image, [version(image)], `type=oci,dest=${placeOf(image).archive},${EXPORT}`),
    scan(image, policy),
    ...verify(image),
    renderAfterVerify(findImage, image, placeOf(image)),
  ];
  /** What is installed verifies all images. */
  const limitAll = (image: PipelineImage, phases: readonly (readonly Step[])[]) => phases.map(phase => (
    phase.map(step => (step.name === INSTALL ? step : limit(image, step)))
  ));
  return {
    build: ({ image, scan: policy }) => limitAll(image, check(image, true, policy)),
    rebuild: ({ image, scan: policy }) => check(image, false, policy),
    preview: () => [],
    snapshot: ({ image, tags, scan: policy }) => {
      const at = placeOf(image);
      return limitAll(image, [
        renderBeforeBuild(findImage, image, at),
        buildCached(image, [version(image), 'BUILDKIT_MULTI_PLATFORM=1'], evaluated`type=oci,dest=${at.archive},name=${at.addressIn(home)}:${substitution('CI_COMMIT_SHA')},${EXPORT}`),
        scan(image, policy),
        ...verify(image),
        ...test(image),
        logIn(at).slice(0, 1).map(({ environment }) => ({
          name: at.name('publish'),
          image: annotateValue(findImage('oras'), { before: 'Pushes exactly the verified image.' }),
          environment: { ...environment, TAG: undefined, COMMIT: substitution('CI_COMMIT_SHA') },
          commands: [ORAS_LOGIN, printSnapshotPushScript(at.archive, tags, image.tagSuffix)],
        })),
      ]);
    },
    tag: ({ naming }) => [[{
      name: 'tag',
      image: findImage('git'),
      environment: {
        REMOTE: substitution('CI_REPO_CLONE_URL'),
        TOKEN: { from_secret: secrets.tagToken },
        ...createCredentialEnv('woodpecker'),
        ...TAGGER_ENV,
      },
      commands: [printTagScript(naming)],
    }]],
    publish: ({ image, scan: policy, sbom }) => {
      const at = placeOf(image);
      return [
        renderBeforeBuild(findImage, image, at),
        [build(image, [evaluated`${image.releaseArg}=${tag}`, 'BUILDKIT_MULTI_PLATFORM=1'], annotateValue(
          evaluated`type=oci,dest=${at.archive},name=${at.addressIn(home)}:${tag}${image.tagSuffix},${EXPORT}`,
          { before: 'The plugin sets SOURCE_DATE_EPOCH to the date of the commit. On Gitea, CI_COMMIT_TIMESTAMP would be the time of the webhook.' },
        ), false)],
        scan(image, policy),
        sbom ? [{
          name: at.name('list the contents'),
          image: findImage('syft'),
          entrypoint: [...SHELL_IN_PATH],
          environment: { IMAGE: at.addressIn(home), TAG: tag },
          commands: [FIND_SYFT, printSbomScript(at.archive, image.platforms.join(' '), at.lists)],
        }] : [],
        ...verify(image),
        ...test(image),
        logIn(at).map(({ place, environment }) => ({
          name: at.name(place === undefined ? 'publish' : `publish to ${place}`),
          image: annotateValue(findImage('oras'), { before: 'Pushes exactly the verified image.' }),
          environment,
          commands: [
            ORAS_LOGIN,
            printPushScript(at.archive, image.tagSuffix),
            ...(keepsDigest ? [printKeepDigest(at.digest)] : []),
          ],
        })),
      ];
    },
    attach: ({ image }) => [logIn(placeOf(image)).map(({ place, environment }) => ({
      name: placeOf(image).name(place === undefined ? 'attach the list of contents' : `attach the list of contents in ${place}`),
      image: findImage('oras'),
      environment: { ...environment, TAG: undefined },
      commands: [ORAS_LOGIN, `DIGEST=$(cat ${placeOf(image).digest})\n${printAttachScript(image.platforms.join(' '), placeOf(image).lists)}`],
    }))],
    sign: ({ image, signing }) => (!canSign(signing) ? [] : [logIn(placeOf(image)).map(({ place, environment }) => ({
      name: placeOf(image).name(place === undefined ? 'sign' : `sign in ${place}`),
      image: findImage('cosign'),
      ...renderSigning(signing, { ...environment, TAG: undefined }, placeOf(image).digest),
    }))]),
    archive: job => renderArchives(setup, pipeline, job, { place: placeOf(job.image), image: placeOf(job.image).addressIn(home), tag }),
    smoke: ({ image }) => [image.smoke.filter(smoke => canRunOn(agent, image, smoke)).map(({ command }) => ({
      name: `${placeOf(image).name('smoke test')}: ${command.join(' ')}`,
      image: annotateValue(evaluated`${placeOf(image).addressIn(home)}:${tag}${image.tagSuffix}`, { before: `Runs in the published image, on ${agent}.` }),
      pull: annotateValue(true, { after: 'the agent may have an older image of this name' }),
      entrypoint: [...command],
    }))],
    afterPublish: ({ image }) => renderFollowing(findImage, image, 'afterPublish', follow(image)),
    promote: ({ image, tags, form }) => [logIn(placeOf(image)).map(({ place, environment }) => ({
      name: placeOf(image).name(place === undefined ? 'promote' : `promote in ${place}`),
      image: findImage('docker'),
      environment,
      commands: [LOGIN, `DIGEST=$(${printDigestCommand('TAG', image.tagSuffix)})`, printPromoteScript(tags, form, image.tagSuffix)],
    }))],
    afterPromote: ({ image }) => renderFollowing(findImage, image, 'afterPromote', follow(image)),
    rollback: ({ images: all, releases, usual }) => [logIn(placeOf(all[0])).map(({ place, environment }) => ({
      name: place === undefined ? 'rollback' : `rollback in ${place}`,
      image: findImage('docker'),
      environment: { ...environment, TAG: undefined, REPOSITORY: listRepositories(all).length === 1 ? undefined : substitution('REPOSITORY') },
      commands: [
        printSkipScript('ROLLBACK_TO', listRepositories(all).length === 1 ? undefined : 'ROLLBACK_IMAGE'),
        LOGIN,
        printRollbackScript(usual, releases, listTagSuffixes(all)),
      ],
    }))],
    renovate: ({ renovate }) => [[{
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
    }]],
    synthesize: () => [renderSynthesis(findImage, pipeline)],
    complete: () => [renderCompletion(findImage, secrets.updateToken, pipeline)],
  };
}
