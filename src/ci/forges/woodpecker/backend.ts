import { WOODPECKER, listInputSecrets, renderInputs } from './inputs';
import type { WoodpeckerOptions } from './options';
import { DIALECT, FORGE_URL, escapePattern, substitution } from './substitution';
import type { Problem } from '../../../core';
import { Platform } from '../../../core';
import { Evaluated, evaluated, joinPieces, Yaml, annotateValue } from '../../../yaml';
import { BUILDKIT_IMAGE, EXPORT, NODE_VERSION } from '../../builder';
import { ForgeBackend, Words, applyWords } from '../../forge-backend';
import { checkOptions } from '../../option-texts';
import { Job, Pipeline, PipelineImage, SmokeCommand, Trigger, Workflow } from '../../pipeline';
import { TAGGER_ENV, createCredentialEnv, printDigestCommand, findFirstLine, printPromoteCommand, printTagScript, printVerifyCommand } from '../../scripts';
import { checkSecretName } from '../../secret-name';
import { findUnknownSecrets, findUnsupportedInputs } from '../../unsupported-inputs';

/**
 * Woodpecker CI, 3.0 and newer.
 *
 * @see https://woodpecker-ci.org/docs/usage/workflow-syntax
 */
export function createWoodpeckerBackend(options: WoodpeckerOptions): ForgeBackend {
  const setup = resolveOptions(options);
  return {
    name: 'Woodpecker',
    dialect: DIALECT,
    draw: pipeline => ({
      files: pipeline.workflows.map(workflow => ({
        path: `.woodpecker/${workflow.name}.yaml`,
        comments: [...workflow.purpose, ...listNeeds(workflow, pipeline.install, setup)],
        content: renderContent(workflow, pipeline, setup),
      })),
      images: [...new Set(pipeline.workflows.flatMap(({ jobs }) => jobs.flatMap(({ does }) => USES[does].map(key => setup.images[key]))))],
      problems: [
        ...checkOptions(listOptionTexts(options)),
        ...pipeline.workflows.flatMap(({ jobs }) => jobs.flatMap(job => (job.does === 'smoke' ? findUntestable(job.image, setup) : []))),
        ...listBuilt(pipeline).flatMap(image => findUnsupportedInputs(image, WOODPECKER)),
        ...findUnknownSecrets('Woodpecker', 'buildSecrets', setup.buildSecrets, listBuilt(pipeline)),
      ],
    }),
  };
}

/** The options that become texts of the files. */
function listOptionTexts({ labels = {}, images = {}, renovateEndpoint }: WoodpeckerOptions): Parameters<typeof checkOptions>[0] {
  return [
    ...Object.entries(labels).flatMap(label => label.map(text => ['labels of Forge.woodpecker()', 'label', text] as const)),
    ...Object.entries(images).map(([name, image]) => [`images.${name} of Forge.woodpecker()`, 'image', image as string | undefined] as const),
    ['renovateEndpoint of Forge.woodpecker()', 'endpoint', renovateEndpoint],
  ];
}

/** The options with their defaults. */
interface Setup {
  readonly agent: Platform;
  readonly labels: Record<string, string>;
  readonly images: { plugin: string; buildkit: string; docker: string; node: string; oras: string; git: string; renovate: string };
  readonly secrets: { registryUser: string; registryToken: string; tagToken: string; renovateToken: string; githubToken?: string };
  /** Names of secrets of builds, by id. */
  readonly buildSecrets: Readonly<Record<string, string>>;
  readonly renovateEndpoint: Evaluated;
}

function resolveOptions({ agentPlatform, labels, images = {}, secrets = {}, renovateEndpoint }: WoodpeckerOptions): Setup {
  return {
    agent: agentPlatform ?? Platform.LINUX_AMD64,
    labels: labels ?? {},
    images: {
      plugin: images.plugin ?? 'woodpeckerci/plugin-docker-buildx:6.1.0',
      buildkit: images.buildkit ?? BUILDKIT_IMAGE,
      docker: images.docker ?? 'docker:28-cli',
      node: images.node ?? `node:${NODE_VERSION}-alpine`,
      oras: images.oras ?? 'ghcr.io/oras-project/oras:v1.3.0',
      git: images.git ?? 'alpine/git:v2.54.0',
      renovate: images.renovate ?? 'renovate/renovate:43',
    },
    secrets: {
      registryUser: checkSecretName(secrets.registryUser ?? 'registry_user'),
      registryToken: checkSecretName(secrets.registryToken ?? 'registry_token'),
      tagToken: checkSecretName(secrets.tagToken ?? 'tag_token'),
      renovateToken: checkSecretName(secrets.renovateToken ?? 'renovate_token'),
      githubToken: secrets.githubToken === undefined ? undefined : checkSecretName(secrets.githubToken),
    },
    buildSecrets: secrets.buildSecrets ?? {},
    renovateEndpoint: parseEndpoint(renovateEndpoint ?? '${CI_FORGE_URL}/api/v1'),
  };
}

/** The images that a job's steps run in. */
const USES: Record<Job['does'], readonly (keyof Setup['images'])[]> = {
  build: ['plugin', 'buildkit', 'node'],
  tag: ['git'],
  publish: ['plugin', 'buildkit', 'node', 'oras'],
  smoke: [],
  promote: ['docker'],
  renovate: ['renovate'],
};

type Step = Record<string, Yaml | undefined>;

const WHEN: Words<'on', Trigger, Yaml> = {
  change: ({ ignoring }) => ({ event: 'pull_request', path: renderExclusion(ignoring) }),
  push: ({ branch, ignoring }) => ({ event: 'push', branch: escapePattern(branch), path: renderExclusion(ignoring) }),
  tag: ({ pattern }) => ({ event: 'tag', ref: `refs/tags/${pattern}` }),
  schedule: ({ name }) => ({ event: 'cron', cron: name }),
};

/** Where a build puts the image for the following steps: they share the directory of the repository. */
const ARCHIVE = 'image.tar';

function renderContent({ triggers, jobs }: Workflow, { registry, install }: Pipeline, setup: Setup): Yaml {
  const steps = createSteps(setup, install);
  return {
    when: triggers.map(trigger => applyWords(WHEN, trigger.on, trigger)),
    matrix: listPublished(jobs).map(({ repository }) => annotateValue({
      include: [{ REGISTRY: registry, REPOSITORY: repository }],
    }, { before: 'A single entry: the address of the image is defined only here.' }))[0],
    labels: { platform: `linux/${setup.agent.architecture}`, ...setup.labels },
    skip_clone: jobs.every(({ does }) => does === 'renovate') ? true : undefined,
    steps: jobs.flatMap(job => applyWords(steps, job.does, job)).map((step, i) => annotateValue(step, { gap: i > 0 })),
  };
}

function createSteps({ agent, images, secrets, buildSecrets, renovateEndpoint }: Setup, install: string): Words<'does', Job, Step[]> {
  const [registry, tag] = [substitution('REGISTRY'), substitution('CI_COMMIT_TAG')];
  const address = { registry, image: evaluated`${registry}/${substitution('REPOSITORY')}`, tag };
  const login = {
    REGISTRY: address.registry,
    IMAGE: address.image,
    TAG: address.tag,
    REGISTRY_USER: { from_secret: secrets.registryUser },
    REGISTRY_TOKEN: { from_secret: secrets.registryToken },
  };
  const build = (image: PipelineImage, buildArgs: Yaml[], output: Yaml, isRelease: boolean): Step => ({
    name: 'build',
    image: images.plugin,
    privileged: annotateValue(true, { after: 'starts its own Docker daemon' }),
    settings: {
      dry_run: annotateValue(true, { after: 'pushes nothing' }),
      context: image.context === '.' ? undefined : image.context,
      dockerfile: image.dockerfile === 'Dockerfile' ? undefined : image.dockerfile,
      platforms: image.platforms.join(','),
      build_args: [...buildArgs, ...Object.entries(image.inputs.buildArgs).map(([name, value]) => `${name}=${value}`)],
      ...renderInputs(image, buildSecrets, isRelease),
      auto_labels: annotateValue(false, { after: 'would overwrite labels of the image, and add the build time' }),
      provenance: annotateValue(false, { after: 'an attestation would make the digest differ from build to build' }),
      buildkit_driveropt: `image=${images.buildkit}`,
      output,
    },
  });
  const verify = ({ manifest }: PipelineImage): Step => ({
    name: 'verify',
    image: images.node,
    commands: [install, printVerifyCommand(manifest, ARCHIVE)],
  });
  return {
    build: ({ image }) => [
      build(image, [evaluated`${image.releaseArg}=ci-${substitution('CI_COMMIT_SHA')}`], `type=oci,dest=${ARCHIVE},${EXPORT}`, false),
      verify(image),
    ],
    tag: ({ dockerfile, versionArg, suffix }) => [{
      name: 'tag',
      image: images.git,
      environment: {
        REMOTE: substitution('CI_REPO_CLONE_URL'),
        TOKEN: { from_secret: secrets.tagToken },
        ...createCredentialEnv('woodpecker'),
        ...TAGGER_ENV,
      },
      commands: [printTagScript(dockerfile, versionArg, suffix)],
    }],
    publish: ({ image }) => [
      build(image, [evaluated`${image.releaseArg}=${address.tag}`, 'BUILDKIT_MULTI_PLATFORM=1'], annotateValue(
        evaluated`type=oci,dest=${ARCHIVE},name=${address.image}:${address.tag},${EXPORT}`,
        { before: 'The plugin sets SOURCE_DATE_EPOCH to the date of the commit. On Gitea, CI_COMMIT_TIMESTAMP would be the time of the webhook.' },
      ), true),
      verify(image),
      {
        name: 'publish',
        image: annotateValue(images.oras, { before: 'Pushes exactly the verified image.' }),
        environment: login,
        commands: [
          'printf %s "$REGISTRY_TOKEN" | oras login --username "$REGISTRY_USER" --password-stdin "$REGISTRY"',
          `oras cp --from-oci-layout "${ARCHIVE}:$TAG" "$IMAGE:$TAG"`,
        ],
      },
    ],
    smoke: ({ image }) => image.smoke.filter(smoke => canRun(agent, image, smoke)).map(({ command }) => ({
      name: `smoke test: ${command.join(' ')}`,
      image: annotateValue(evaluated`${address.image}:${address.tag}`, { before: `Runs in the published image, on ${agent}.` }),
      entrypoint: [...command],
    })),
    promote: ({ floatingTag }) => [{
      name: `promote to ${floatingTag}`,
      image: images.docker,
      environment: login,
      commands: [
        'printf %s "$REGISTRY_TOKEN" | docker login --username "$REGISTRY_USER" --password-stdin "$REGISTRY"',
        `digest=$(${printDigestCommand('TAG')})`,
        printPromoteCommand(floatingTag, 'digest'),
      ],
    }],
    renovate: ({ renovate }) => [{
      name: 'renovate',
      image: images.renovate,
      environment: {
        RENOVATE_PLATFORM: substitution('CI_FORGE_TYPE'),
        RENOVATE_ENDPOINT: renovateEndpoint,
        RENOVATE_REPOSITORIES: substitution('CI_REPO'),
        RENOVATE_ONBOARDING: 'false',
        RENOVATE_GIT_AUTHOR: renovate.gitAuthor,
        RENOVATE_TOKEN: { from_secret: secrets.renovateToken },
        GITHUB_COM_TOKEN: secrets.githubToken === undefined ? undefined : { from_secret: secrets.githubToken },
      },
      commands: ['/usr/local/sbin/renovate-entrypoint.sh renovate'],
    }],
  };
}

/** What has to be set up in Woodpecker outside of the repository. */
function listNeeds({ triggers, jobs }: Workflow, install: string, { secrets, buildSecrets }: Setup): string[] {
  const events: Record<Trigger['on'], string> = { change: 'pull_request', push: 'push', tag: 'tag', schedule: 'cron' };
  const names: Record<Job['does'], (string | undefined)[]> = {
    build: [],
    tag: [secrets.tagToken],
    publish: [secrets.registryUser, secrets.registryToken],
    smoke: [],
    promote: [secrets.registryUser, secrets.registryToken],
    renovate: [secrets.renovateToken, secrets.githubToken],
  };
  const wanted = [...new Set(jobs.flatMap(job => [
    ...names[job.does],
    ...(job.does === 'build' || job.does === 'publish' ? listInputSecrets(job.image, buildSecrets) : []),
  ]))].filter(name => name !== undefined);
  const lines = [
    ...(wanted.length === 0 ? [] : [`the secret${wanted.length === 1 ? '' : 's'} ${wanted.join(' and ')}, for the event ${triggers.map(({ on }) => events[on]).join(', ')}`]),
    ...(jobs.some(({ does }) => does === 'build' || does === 'publish') ? ['the trusted setting "security" of the repository, for the privileged step'] : []),
    ...(jobs.some(({ does }) => does === 'build' || does === 'publish') ? [`imagewright, installed by \`${findFirstLine(install)}\`: verifies the image`] : []),
    ...(jobs.some(({ does }) => does === 'smoke') ? ['registry credentials with pull access, unless the repository is public'] : []),
    ...triggers.flatMap(trigger => (trigger.on === 'schedule'
      ? [`a cron job named ${trigger.name} on ${trigger.branch}, e.g. ${trigger.cron}`]
      : [])),
  ];
  return lines.length === 0 ? [] : ['', 'To set up in Woodpecker:', ...lines.map(line => `- ${line}`)];
}

function findUntestable(image: PipelineImage, { agent }: Setup): Problem[] {
  return image.smoke.flatMap(({ command, platforms }) => {
    const elsewhere = (platforms ?? []).filter(({ name }) => name !== agent.name);
    const nowhere = platforms === undefined && !image.platforms.some(({ name }) => name === agent.name);
    if (elsewhere.length === 0 && !nowhere) return [];
    return [{
      id: 'ci/unsupported',
      what: `Woodpecker cannot run the smoke test "${command.join(' ')}" of ${image.name} on ${(nowhere ? image.platforms : elsewhere).join(', ')}.`,
      why: `A step runs on the platform of its agent, which is ${agent}, so the image would be promoted without this test.`,
      fix: nowhere
        ? 'Set agentPlatform to a platform of the image for which you have an agent, or remove the smoke test.'
        : 'Omit platforms, so that each forge tests where it can, or remove these.',
    }];
  });
}

function canRun(agent: Platform, image: PipelineImage, { platforms }: SmokeCommand): boolean {
  return (platforms ?? image.platforms).some(({ name }) => name === agent.name);
}

/** The images of a pipeline, each once. */
function listBuilt({ workflows }: Pipeline): PipelineImage[] {
  return workflows.flatMap(({ jobs }) => jobs.flatMap(job => (job.does === 'build' ? [job.image] : [])));
}

function listPublished(jobs: readonly Job[]): PipelineImage[] {
  return jobs.flatMap(job => (job.does === 'publish' ? [job.image] : []));
}

function renderExclusion(paths: readonly string[]): Yaml | undefined {
  return paths.length === 0 ? undefined : { exclude: [...paths] };
}

/** The address of an API, which may contain `${CI_FORGE_URL}`. */
function parseEndpoint(text: string): Evaluated {
  return joinPieces(text.split(FORGE_URL), substitution('CI_FORGE_URL'));
}
