import { PLATFORMS, image } from './sample';
import {
  Forge, GiteaOptions, GithubOptions, GitlabBuilder, GitlabOptions, ImagePipelineProps, ImageRegistry, ImageSigning, ImageTag, PipelineCache,
  PipelineScriptOptions, PipelineSteps, PublishedImage, ReleaseScheme, VulnerabilityScan, VulnerabilitySeverity, WoodpeckerOptions,
} from '../../src/ci';
import { Platform } from '../../src/core';
import { BuildSecret, ContainerImageProps, ImageBuilder, SshSource, TargetProfile } from '../../src/image';
import { ActionPin } from '../../src/versions';
import { PINS, UPSTREAM } from '../../test/ci/samples';
import { detachedRoot } from '../../test/support/root';

/** For each group of options that belong together, the values to choose from. */
export type Choices<Options> = Record<string, Partial<Options>[]>;

/** A forge, and what can be chosen in a pipeline for it alone. */
export interface ForgeChoices {
  readonly name: string;
  /** Where its files are, unless an option says otherwise. */
  readonly folder: string;
  /** The struct of its own options. */
  readonly options: string;
  readonly create: (options: object) => Forge;
  /** Of the pipeline. */
  readonly pipeline: Choices<ImagePipelineProps>;
  /** Of the forge. */
  readonly forge: Choices<object>;
}

const SECOND = ImageRegistry.of('git.example.com:3000', 'own_user', 'own_token');
const ECR = ImageRegistry.ecr({ account: '123456789012', region: 'eu-central-1', role: 'arn:aws:iam::123456789012:role/publish' });
const DIGEST = 'sha256:1111111111111111111111111111111111111111111111111111111111111111';
const own = (name: string) => `mirror.example.com/${name}:1.2.3@${DIGEST}`;
const SECRET = { secrets: { index_url: BuildSecret.environment('INDEX_URL') }, buildArgs: { LEVEL: 'high ${{ 1 }} ${HOME}' } };
const INPUTS = { ...SECRET, ssh: { default: SshSource.agent() } };

const SOME = PLATFORMS.slice(0, 2);

/** Its releases have archives for RouterOS. */
const DEVICE = { archives: true, target: TargetProfile.routerOs() };

/** Commands of a team that work with any tags. */
const STEPS: PipelineSteps = {
  beforeBuild: [
    { name: 'Generate', commands: ['make generate', 'for each in "${HOME}" 1; do\n  echo "$each"\ndone'], secrets: ['NPM_TOKEN'], environment: { LEVEL: 'a $b ${c}' } },
    { name: 'Check', commands: ['test -s generated.txt'], image: own('golang') },
  ],
  afterVerify: [{
    name: 'Integration tests',
    commands: ['test -s "$ARCHIVE"', 'echo "$PLATFORM"'],
    secrets: ['TEST_TOKEN'],
    environment: { STRICT: 'yes' },
    image: own('golang'),
    platforms: SOME,
  }],
  afterPublish: [{ name: 'Deploy', commands: ['echo "$IMAGE@$DIGEST"'], secrets: ['DEPLOY_KEY'] }, { name: 'Report', commands: ['echo "$NAME"'] }],
};

const PROMOTED_STEPS: PipelineSteps = { ...STEPS, afterPromote: [{ name: 'Announce', commands: ['echo "$TAG"'], secrets: ['CHAT_TOKEN'] }] };

/** Steps for one of several images. */
function chooseSteps({ image: one }: PublishedImage): PipelineSteps {
  return {
    beforeBuild: [{ name: 'Prepare', commands: ['make prepare'], images: [one] }],
    afterVerify: [{ name: 'Look', commands: ['tar -tf "$ARCHIVE"'], images: [one] }],
    afterPublish: [{ name: 'Tell', commands: ['echo "$NAME"'], images: [one] }],
  };
}

/**
 * One image, one without a test and with archives, two of everything, two in one repository, two with releases of their own, and two of which one has
 * steps.
 *
 * @param inputs of the builds
 * @param tested the platforms of a smoke test that names them
 */
function chooseImages(inputs: Partial<ContainerImageProps>, tested?: Platform[]): Partial<ImagePipelineProps>[] {
  const publish = (id: string, platforms: Platform[], more: Partial<ContainerImageProps> = {}): PublishedImage => ({
    image: Object.assign(image(detachedRoot(), id, platforms, { ...inputs, ...more }), { dockerfile: `${id}/Dockerfile` }),
    repository: `acme/${id}`,
    smokeTests: [{ command: ['/hello', "it's ${HOME}"] }],
  });
  const stepped = publish('stepped', SOME);
  return [
    { images: [publish('server', PLATFORMS)] },
    { images: [{ ...publish('server', SOME, DEVICE), smokeTests: [] }] },
    // A path in another registry needs that registry.
    { images: [publish('server', PLATFORMS), { ...publish('client', SOME, { archives: true }), name: 'other', repositories: { [SECOND.host]: 'hub/client' } }], furtherRegistries: [SECOND] },
    { images: [publish('server', SOME), { ...publish('packed', SOME), repository: 'acme/server', tagSuffix: 'packed', smokeTests: [{ command: ['/hello'], platforms: tested }] }] },
    { images: [publish('server', SOME), { ...publish('api', SOME), release: ReleaseScheme.upstream(UPSTREAM, 'mt', { gitTagPrefix: 'api/' }) }] },
    { images: [{ ...publish('server', SOME, { archives: true }), smokeTests: [] }, stepped], steps: chooseSteps(stepped) },
  ];
}

/** What each forge can do. */
const COMMON = {
  registry: [{ registry: 'registry.example.com' }, { registry: 'docker.io', registryLogin: ImageRegistry.dockerHub() }],
  further: [{}, { furtherRegistries: [SECOND] }],
  logins: [{}, { logins: [SECOND] }],
  name: [{}, { name: 'own' }],
  images: chooseImages(INPUTS, SOME),
  release: [
    { release: ReleaseScheme.upstream(UPSTREAM, 'mt') },
    { release: ReleaseScheme.byHand('release-*') },
    { release: ReleaseScheme.calendar('0 4 * * 1') },
    { release: ReleaseScheme.onMerge('main-v') },
    { release: ReleaseScheme.byHand('v*', { gitTagPrefix: '@acme/images@' }) },
  ],
  // Steps after the promotion need a tag that moves.
  tags: [
    {}, { steps: PROMOTED_STEPS },
    { tags: [] }, { tags: [], steps: STEPS },
    { tags: [ImageTag.newest('latest'), ImageTag.major(), ImageTag.minor(), ImageTag.patch()] },
    { tags: [ImageTag.edge(), ImageTag.commit()] }, { tags: [ImageTag.newest(), ImageTag.edge(), ImageTag.commit()], steps: PROMOTED_STEPS },
  ],
  commands: [{}, { installCommand: 'corepack enable && yarn install --immutable', synthesisCommand: "yarn synth 'all'" }],
  branch: [{}, { branch: 'release/next' }],
  ignoredPaths: [{}, { ignoredPaths: [] }, { ignoredPaths: ['notes/**'] }],
  rebuild: [{}, { rebuildSchedule: '0 3 * * 1' }],
  cache: [{}, { cache: PipelineCache.forge() }, { cache: PipelineCache.registry() }, { cache: PipelineCache.registry('acme/layers') }],
  scan: [{}, { scan: VulnerabilityScan.grype() }, { scan: VulnerabilityScan.grype({ failOn: VulnerabilitySeverity.LOW, ignoreUnfixed: true }) }],
  sbom: [{}, { sbom: true }],
  signing: [{}, { signing: ImageSigning.key() }],
  bot: [{ renovate: undefined, hostedBot: undefined }, { renovate: {}, hostedBot: {} }, {
    renovate: { schedule: '30 5 * * 2', gitAuthor: 'Bot <bot@example.com>' }, hostedBot: { branches: ['bot/**', 'update/*'] },
  }],
} satisfies Choices<ImagePipelineProps>;

/** Tags of changes, which not every forge gives. */
const CHANGE_TAGS: Partial<ImagePipelineProps>[] = [{ tags: [ImageTag.edge(), ImageTag.change()] }];

/** Builders that GitHub, GitLab and the script can use. */
const BUILDERS: Partial<ImagePipelineProps>[] = [
  {},
  {
    builder: ImageBuilder.remote([
      { endpoint: 'tcp://amd64.example.com:1234', platforms: [Platform.LINUX_AMD64] },
      { endpoint: 'tcp://10.0.0.2:1234', platforms: PLATFORMS.slice(1), serverName: 'arm64', certificates: { keySecret: 'ARM_KEY' } },
    ]),
  },
];

const VERSIONS = [{ versions: PINS }];
const ACTIONS = [{}, { actions: [new ActionPin('actions/checkout', 'v9.9.9', '1'.repeat(40))] }];
const TIMEOUTS = [{}, { timeouts: { builds: 240, checks: 5, renovate: 30 } }];
const BUILD_SECRETS = { buildSecrets: { index_url: 'OWN_INDEX' }, sshKeys: { default: 'OWN_KEY' } };
const ACTION_IMAGES = ['buildkit', 'binfmt', 'grype', 'syft', 'skopeo', 'renovate'];
const REGISTRY_SECRETS = { registryUser: 'OWN_USER', registryToken: 'OWN_TOKEN', renovateToken: 'OWN_RENOVATE', updateToken: 'OWN_UPDATE' };

const nameImages = (names: readonly string[]) => [{}, { images: Object.fromEntries(names.map(name => [name, own(name)])) }];

const GITHUB: Choices<GithubOptions> = {
  versions: VERSIONS,
  runners: [{}, { runners: { amd64: 'ubuntu-22.04', arm64: 'ubuntu-22.04-arm' } }, {
    runners: { amd64Labels: ['self-hosted', 'linux', 'x64'], arm64Labels: ['self-hosted', 'linux', 'ARM64'] },
  }],
  timeouts: TIMEOUTS,
  environments: [{}, { environments: { publish: 'registry', promote: 'production', afterPublish: 'staging', afterPromote: 'chat' } }],
  actions: ACTIONS,
  images: nameImages(ACTION_IMAGES),
  secrets: [{}, { secrets: { ...REGISTRY_SECRETS, ...BUILD_SECRETS } }],
  attest: [{}, { attest: false }],
};

const GITLAB: Choices<GitlabOptions> = {
  versions: VERSIONS,
  directory: [{}, { directory: 'ci/images' }],
  builder: [{}, { builder: GitlabBuilder.ROOTLESS }],
  projectRegistry: [{}, { projectRegistry: true }],
  stage: [{}, { stage: 'images' }],
  tags: [{}, { tags: ['saas-linux-small-amd64'] }],
  runnerPlatform: [{}, { runnerPlatform: Platform.LINUX_ARM64 }],
  images: nameImages(['buildkit', 'rootless', 'docker', 'dind', 'node', 'synthesis', 'cosign', 'grype', 'syft', 'skopeo', 'oras', 'git', 'renovate']),
  secrets: [{}, { secrets: { ...REGISTRY_SECRETS, tagToken: 'OWN_TAG', githubToken: 'OWN_GITHUB', ...BUILD_SECRETS } }],
  environments: [{}, { environments: { publish: 'registry', promote: 'production', complete: 'bots' } }],
};

const WOODPECKER: Choices<WoodpeckerOptions> = {
  versions: VERSIONS,
  agentPlatform: [{}, { agentPlatform: Platform.LINUX_ARM64 }],
  labels: [{}, { labels: { pool: 'big' } }],
  images: nameImages(['plugin', 'buildkit', 'docker', 'node', 'cosign', 'grype', 'syft', 'skopeo', 'oras', 'git', 'renovate']),
  secrets: [{}, { secrets: { ...REGISTRY_SECRETS, tagToken: 'OWN_TAG', releaseToken: 'OWN_RELEASE', githubToken: 'OWN_GITHUB', buildSecrets: BUILD_SECRETS.buildSecrets } }],
  privileged: [{}, { privileged: true }],
  renovateEndpoint: [{}, { renovateEndpoint: 'https://git.example.com' }],
};

const giteaOf = (newest: string, oldest: string): Choices<GiteaOptions> => ({
  versions: VERSIONS,
  serverVersion: [{ serverVersion: newest }, { serverVersion: oldest }],
  runners: [{}, { runners: { amd64: 'docker', arm64: 'docker' } }],
  timeouts: TIMEOUTS,
  actionsUrl: [{}, { actionsUrl: 'https://git.example.com/mirror' }],
  actions: ACTIONS,
  images: nameImages(ACTION_IMAGES),
  secrets: [{}, { secrets: { ...REGISTRY_SECRETS, tagToken: 'OWN_TAG', githubToken: 'OWN_GITHUB', ...BUILD_SECRETS } }],
});

const SCRIPT: Choices<PipelineScriptOptions> = {
  versions: VERSIONS,
  path: [{}, { path: 'ci/own.sh' }],
  images: nameImages(['buildkit']),
};

/** The forges. A choice that one of them refuses is not among its own. */
export const FORGES: readonly ForgeChoices[] = [
  {
    name: 'GitHub',
    folder: '.github/workflows',
    options: 'GithubOptions',
    create: options => Forge.github(options),
    pipeline: {
      ...COMMON,
      builder: BUILDERS,
      tags: [...COMMON.tags, ...CHANGE_TAGS],
      registry: [...COMMON.registry, { registry: 'ghcr.io' }, { registry: ECR.host, registryLogin: ECR }],
      signing: [...COMMON.signing, { signing: ImageSigning.keyless() }],
    },
    forge: GITHUB,
  },
  {
    name: 'GitLab',
    folder: '.gitlab/images',
    options: 'GitlabOptions',
    create: options => Forge.gitlab(options),
    pipeline: { ...COMMON, images: chooseImages(INPUTS), signing: [...COMMON.signing, { signing: ImageSigning.keyless() }] },
    forge: GITLAB,
  },
  { name: 'Woodpecker', folder: '.woodpecker', options: 'WoodpeckerOptions', create: options => Forge.woodpecker(options), pipeline: { ...COMMON, images: chooseImages(SECRET) }, forge: WOODPECKER },
  { name: 'Gitea', folder: '.gitea/workflows', options: 'GiteaOptions', create: options => Forge.gitea(options), pipeline: { ...COMMON, tags: [...COMMON.tags, ...CHANGE_TAGS] }, forge: giteaOf('1.27', '1.23') },
  { name: 'Forgejo', folder: '.forgejo/workflows', options: 'GiteaOptions', create: options => Forge.forgejo(options), pipeline: { ...COMMON, tags: [...COMMON.tags, ...CHANGE_TAGS] }, forge: giteaOf('15.0', '11.0') },
  { name: 'script', folder: 'ci', options: 'PipelineScriptOptions', create: options => Forge.script(options), pipeline: { ...COMMON, builder: BUILDERS }, forge: SCRIPT },
];
