import { Project } from 'projen';
import { GITHUB_IMAGES, GITLAB_IMAGES, Program, WOODPECKER_IMAGES, ZEROS } from './world';
import type { ContainerImage, Forge, IBuildStage, ImageTag, Platform, ReleaseScheme } from '../../../src';
import type { Library } from '../intercept';

const VERSIONS = `${JSON.stringify({
  images: { debian: { ref: `debian:trixie-slim@sha256:${ZEROS}` }, syntax: { ref: `docker/dockerfile:1.24.0@sha256:${ZEROS}` } },
  packages: {
    AGENT_VERSION: {
      datasource: 'github-tags', depName: 'acme/agent', packageName: 'acme/agent', versioning: 'semver', version: 'v1.2.3', sha256: ZEROS, release: true,
    },
  },
  actions: { 'actions/checkout': { version: 'v7.0.1', digest: '3d3c42e5aac5ba805825da76410c181273ba90b1' } },
}, undefined, 2)}\n`;

function agent(api: Library, project: Project, more: object = {}, platforms?: Platform[]): ContainerImage {
  return new api.ContainerImage(project, 'Agent', { platforms: platforms ?? [api.Platform.LINUX_AMD64, api.Platform.LINUX_ARM64], ...more });
}

function filled(api: Library, image: ContainerImage, ...pins: InstanceType<Library['PackagePin']>[]): ContainerImage {
  const stage = new api.BuildStage(image, 'App', { base: api.BaseImage.registry(`debian:trixie-slim@sha256:${ZEROS}`), purpose: 'builds the app' });
  for (const pin of pins) stage.pin(pin);
  stage.run(['mkdir -p /out/bin', 'cp /bin/true /out/bin/agent']);
  const app = stage.artifact({ root: '/out', entries: [api.RootfsEntry.file('/bin/agent', { mode: '0755', executable: { format: api.ExecutableFormat.ELF } })] });
  new api.ScratchImage(image, 'Runtime', { contents: [app], entrypoint: ['/bin/agent'] });
  return image;
}

/** A project that marks its files as generated in `.gitattributes`, as those with a repository of GitHub do. */
class MarkingProject extends Project {
  public annotateGenerated(pattern: string): void {
    this.gitattributes.addAttributes(pattern, 'linguist-generated');
  }
}

const everything: Program = {
  name: 'a pipeline with all options',
  declare: (api, outdir) => {
    const project = new MarkingProject({ name: 'good', outdir });
    const pin = new api.PackagePin('AGENT_VERSION', {
      datasource: 'github-tags',
      depName: 'acme/agent',
      packageName: 'acme/agent',
      versioning: 'semver',
      version: 'v1.2.3',
      sha256: ZEROS,
      commit: '0'.repeat(40),
      h1: `h1:${'A'.repeat(43)}=`,
    });
    const image = agent(api, project, {
      authors: 'The good ones',
      description: 'Does good',
      documentation: 'https://example.com/docs',
      licenses: 'MIT',
      source: 'https://example.com/src',
      title: 'Good agent',
      url: 'https://example.com',
      vendor: 'Acme',
      directory: 'images/agent',
      frontend: `docker/dockerfile:1.24.0@sha256:${ZEROS}`,
      ignore: ['*.md', 'docs'],
      labels: { 'com.example.team': 'the good ones' },
      releaseArg: 'RELEASE',
      devices: [{ platform: api.Platform.LINUX_AMD64, devices: 'boards of all kinds' }],
      excluded: [{ platform: api.Platform.LINUX_S390X, reason: 'nobody has one' }],
      target: api.TargetProfile.custom({ name: 'Gateway', attestations: true }),
    });
    filled(api, image, pin);
    const release = api.ReleaseScheme.upstream(pin, 'rc');
    release.isRelease('v1.2.3-rc.1');
    new api.ImagePipeline(project, 'Pipeline', {
      registry: 'registry.example.com',
      furtherRegistries: [api.ImageRegistry.of('git.example.com', 'OWN_USER', 'OWN_TOKEN'), api.ImageRegistry.dockerHub('HUB_USER', 'HUB_TOKEN')],
      cache: api.PipelineCache.registry('acme/cache'),
      logins: [api.ImageRegistry.of('mirror.example.com', 'MIRROR_USER', 'MIRROR_TOKEN')],
      images: [{ image, repository: 'acme/agent', repositories: { 'git.example.com': 'own/agent' }, tagSuffix: 'slim', smokeTests: [{ command: ['/bin/agent', '--version'] }] }],
      release,
      sbom: true,
      scan: api.VulnerabilityScan.grype({ failOn: api.VulnerabilitySeverity.CRITICAL, ignoreUnfixed: true }),
      signing: api.ImageSigning.key('SIGNING_KEY', 'SIGNING_PASSWORD'),
      installCommand: 'npm ci --ignore-scripts',
      synthesisCommand: 'npx projen',
      hostedBot: { branches: ['renovate/**', 'dependabot/**'] },
      steps: {
        beforeBuild: [{ name: 'Generate', commands: ['mkdir -p generated', 'date > generated/day'], secrets: ['STEP_TOKEN'], environment: { LEVEL: 'high' }, image: `golang:1.26@sha256:${ZEROS}` }],
        afterVerify: [{ name: 'Integration tests', commands: ['test -s "$ARCHIVE"'], environment: { STRICT: 'yes' }, platforms: [api.Platform.LINUX_AMD64] }],
        afterPublish: [{ name: 'Deploy', commands: ['echo "$IMAGE@$DIGEST"'], secrets: ['DEPLOY_TOKEN'], environment: { PLACE: 'test' } }],
        afterPromote: [{ name: 'Announce', commands: ['echo "$TAG"'], environment: { ROOM: 'releases' } }],
      },
      tags: [api.ImageTag.newest('stable'), api.ImageTag.major(), api.ImageTag.minor(), api.ImageTag.patch()],
      branch: 'trunk',
      ignoredPaths: ['**/*.md', 'docs/**'],
      renovate: { schedule: '0 4 * * *', gitAuthor: 'Renovate Bot <renovate@example.com>' },
      forges: [
        api.Forge.woodpecker({
          labels: { zone: 'home' },
          renovateEndpoint: 'https://git.example.com/api/v1',
          secrets: { registryUser: 'registry_user', registryToken: 'registry_token', tagToken: 'tag_token', renovateToken: 'renovate_token', updateToken: 'update_token', githubToken: 'github_token' },
          images: { ...WOODPECKER_IMAGES },
        }),
        api.Forge.gitlab({
          directory: '.gitlab/pipelines',
          stage: 'images',
          tags: ['linux-small'],
          secrets: {
            registryUser: 'REGISTRY_USER', registryToken: 'REGISTRY_TOKEN', tagToken: 'TAG_TOKEN', renovateToken: 'RENOVATE_TOKEN', updateToken: 'UPDATE_TOKEN', githubToken: 'GITHUB_TOKEN',
          },
          environments: { publish: 'registry', promote: 'production', complete: 'updates' },
          images: { ...GITLAB_IMAGES },
        }),
        api.Forge.github({
          actions: [new api.ActionPin('actions/checkout', 'v7.0.1', '3d3c42e5aac5ba805825da76410c181273ba90b1')],
          runners: { amd64: 'ubuntu-24.04', arm64: 'ubuntu-24.04-arm' },
          environments: { publish: 'registry', promote: 'production', afterPublish: 'staging', afterPromote: 'chat' },
          secrets: { registryUser: 'REGISTRY_USER', registryToken: 'REGISTRY_TOKEN', renovateToken: 'RENOVATE_TOKEN', updateToken: 'UPDATE_TOKEN' },
          images: { ...GITHUB_IMAGES },
        }),
        api.Forge.gitea({
          serverVersion: '1.26',
          actionsUrl: 'https://git.example.com/mirror',
          runners: { amd64: 'ubuntu-latest', arm64: 'ubuntu-latest-arm64' },
          secrets: {
            registryUser: 'REGISTRY_USER', registryToken: 'REGISTRY_TOKEN', tagToken: 'TAG_TOKEN', renovateToken: 'RENOVATE_TOKEN', updateToken: 'UPDATE_TOKEN', githubToken: 'COM_TOKEN',
          },
        }),
        api.Forge.script({ path: 'tools/images.sh', images: { buildkit: GITHUB_IMAGES.buildkit } }),
      ],
    });
    return project;
  },
};

/** A builder of each kind, in a pipeline of its own and in the tasks of a project. */
const builders = (['remote', 'kubernetes', 'dockerCloud', 'depot', 'container'] as const).map((kind): Program => ({
  name: `a project with a builder: ${kind}`,
  declare: (api, outdir) => {
    const { ImageBuilder, Platform } = api;
    const image = `moby/buildkit:v0.32.2@sha256:${ZEROS}`;
    const builder = {
      remote: () => ImageBuilder.remote([
        { endpoint: 'tcp://amd64.example.com:1234', platforms: [Platform.LINUX_AMD64] },
        {
          endpoint: 'tcp://arm64.example.com:1234',
          platforms: [Platform.LINUX_ARM64],
          serverName: 'arm64',
          certificates: { directory: '~/.config/buildkit', authoritySecret: 'CA', certificateSecret: 'CERT', keySecret: 'KEY' },
        },
      ]),
      kubernetes: () => ImageBuilder.kubernetes({ namespace: 'builds', image, nodeSelector: { pool: 'builds' }, serviceAccount: 'builder', kubeconfigSecret: 'KUBECONFIG' }),
      dockerCloud: () => ImageBuilder.dockerCloud('acme/default', { userSecret: 'USER', tokenSecret: 'TOKEN' }),
      depot: () => ImageBuilder.depot('abc123', { tokenSecret: 'TOKEN' }),
      container: () => ImageBuilder.container({ image }),
    }[kind]();
    const project = new api.ContainerImageProject({ name: 'good', outdir, projenrcTs: false, builder });
    new api.ImagePipeline(project, 'Pipeline', {
      registry: 'registry.example.com',
      images: [{ image: filled(api, agent(api, project)), repository: 'acme/agent' }],
      release: api.ReleaseScheme.byHand('v*'),
      forges: [api.Forge.github({ images: { ...GITHUB_IMAGES } })],
    });
    return project;
  },
}));

/** Registries of clouds that trust the forge. */
const withoutSecrets: Program = {
  name: 'a pipeline whose logins need no secret',
  declare: (api, outdir) => {
    const project = new Project({ name: 'good', outdir });
    const { ImageRegistry } = api;
    const ecr = ImageRegistry.ecr({ account: '123456789012', region: 'eu-central-1', role: 'arn:aws:iam::123456789012:role/publish' });
    new api.ImagePipeline(project, 'Pipeline', {
      registry: ecr.host,
      registryLogin: ecr,
      furtherRegistries: [
        ImageRegistry.artifactRegistry({
          location: 'europe-west1',
          workloadIdentityProvider: 'projects/123456789/locations/global/workloadIdentityPools/forges/providers/github',
          serviceAccount: 'publish@acme.iam.gserviceaccount.com',
        }),
        ImageRegistry.acr({ name: 'acmeimages', clientId: '11111111-2222-3333-4444-555555555555', tenantId: '66666666-7777-8888-9999-aaaaaaaaaaaa' }),
      ],
      images: [{ image: filled(api, agent(api, project)), repository: 'acme/agent' }],
      release: api.ReleaseScheme.byHand('v*'),
      forges: [api.Forge.github({ images: { ...GITHUB_IMAGES } })],
    });
    return project;
  },
};

const byHand: Program = {
  name: 'a project with versions and a bot',
  files: { 'versions.json': VERSIONS, 'more.json': VERSIONS },
  declare: (api, outdir) => {
    const project = new api.ContainerImageProject({ name: 'good', outdir, versionsFile: 'versions.json', frontend: 'syntax' });
    const { versions } = project;
    versions.imagePin('debian');
    versions.actionPin('actions/checkout');
    api.Versions.fromFile('more.json', outdir);
    api.Versions.parse(VERSIONS, 'other.json');
    new api.ImagePin('debian', `debian:trixie-slim@sha256:${ZEROS}`);
    const image = filled(api, agent(api, project, {}, [api.Platform.parse('linux/amd64')]), versions.packagePin('AGENT_VERSION'));
    new api.RenovateConfiguration(project, 'Renovate', { versions, rules: [{ pin: 'AGENT_VERSION', allowedVersions: api.AllowedVersions.matching('^v1\\.') }] });
    new api.ImagePipeline(project, 'Pipeline', {
      registry: 'registry.example.com', images: [{ image, repository: 'acme/agent' }], release: api.ReleaseScheme.byHand('v*'), forges: [api.Forge.woodpecker(), api.Forge.github({ runners: { amd64Labels: ['self-hosted', 'linux'], arm64Labels: ['self-hosted', 'ARM64'] } })],
    });
    return project;
  },
};

/** What a build gets from outside. Woodpecker passes less of it. */
const fromOutside: Program = {
  name: 'images that need something from outside',
  files: { 'shared/a.txt': 'a\n' },
  declare: (api, outdir) => {
    const project = new Project({ name: 'good', outdir });
    const { Mount } = api.dockerfile;
    const secrets = { index_url: api.BuildSecret.environment('PIP_INDEX_URL'), settings: api.BuildSecret.file('~/.m2/settings.xml') };
    const shared = {
      platforms: [api.Platform.LINUX_AMD64],
      secrets,
      buildArgs: { LEVEL: 'high' },
      cacheFrom: [api.BuildCache.registry('ghcr.io/acme/agent:cache')],
    };
    const plain = agent(api, project, { ...shared, directory: 'images/agent' });
    const more = new api.ContainerImage(project, 'More', {
      ...shared,
      directory: 'images/more',
      ssh: { default: api.SshSource.agent(), deploy: api.SshSource.keyFile('~/.ssh/deploy') },
      cacheTo: [api.BuildCache.githubActions('agent'), api.BuildCache.local('/cache'), api.BuildCache.of('s3', { bucket: 'cache', region: 'eu-west-1' })],
      contexts: { shared: api.NamedContext.directory('shared'), tools: api.NamedContext.registry(`alpine:3.23@sha256:${ZEROS}`), layout: api.NamedContext.ociLayout('vendor/base', { tag: 'v1' }) },
    });
    const layoutless = new api.ContainerImage(project, 'Third', {
      ...shared,
      buildArgs: {}, // its Dockerfile has no argument of its own
      directory: 'images/third',
      ssh: { deploy: api.SshSource.keyFile('~/.ssh/deploy') },
      contexts: { shared: api.NamedContext.directory('shared'), tools: api.NamedContext.registry(`alpine:3.23@sha256:${ZEROS}`) },
    });
    for (const image of [plain, more, layoutless]) {
      const isPlain = image === plain;
      const isMore = image === more;
      const build = new api.BuildStage(image, 'Build', { base: api.BaseImage.registry(`debian:trixie-slim@sha256:${ZEROS}`), purpose: 'builds the app' });
      build.arg('LEVEL', 'low');
      build.run(['mkdir -p /out/bin', 'cp /bin/true /out/bin/agent'], {
        mounts: [
          Mount.secret({ id: 'index_url', env: 'PIP_INDEX_URL', required: true }), Mount.secret({ id: 'settings' }),
          ...isPlain ? [] : [Mount.ssh({ id: 'deploy' }), Mount.bind({ mountFrom: 'shared', target: '/shared' })],
          ...isMore ? [Mount.ssh({}), Mount.bind({ mountFrom: 'layout', target: '/layout' })] : [],
        ],
      });
      if (!isPlain) build.copyFrom(new api.BuildStage(image, 'FromTools', { base: api.BaseImage.context('tools') }), '/bin/tool', '/bin/tool');
      const app = build.artifact({ root: '/out', entries: [api.RootfsEntry.file('/bin/agent', { mode: '0755', executable: { format: api.ExecutableFormat.ELF } })] });
      new api.ScratchImage(image, 'Runtime', { contents: [app], entrypoint: ['/bin/agent'] });
    }
    const pipeline = (id: string, image: ContainerImage, forge: Forge) => new api.ImagePipeline(project, id, {
      registry: 'registry.example.com', images: [{ image, repository: 'acme/agent' }], release: api.ReleaseScheme.byHand('v*'), forges: [forge],
    });
    pipeline('PlainPipeline', plain, api.Forge.woodpecker({ secrets: { buildSecrets: { index_url: 'index_url' } }, images: { ...WOODPECKER_IMAGES } }));
    pipeline('MorePipeline', more, api.Forge.github({
      secrets: { buildSecrets: { index_url: 'INDEX_URL' }, sshKeys: { default: 'DEFAULT_KEY', deploy: 'DEPLOY_KEY' } }, images: { ...GITHUB_IMAGES },
    }));
    pipeline('MorePipelineOnGitea', more, api.Forge.gitea({
      secrets: { buildSecrets: { index_url: 'INDEX_URL' }, sshKeys: { default: 'DEFAULT_KEY', deploy: 'DEPLOY_KEY' } }, images: { ...GITHUB_IMAGES },
    }));
    new api.ImagePipeline(project, 'ThirdPipeline', {
      registry: 'registry.gitlab.com',
      name: 'third',
      images: [{ image: layoutless, repository: 'agent', smokeTests: [{ command: ['/bin/agent', '--version'] }] }],
      release: api.ReleaseScheme.byHand('v*'),
      cache: api.PipelineCache.forge(),
      forges: [api.Forge.gitlab({
        builder: api.GitlabBuilder.ROOTLESS,
        projectRegistry: true,
        secrets: { buildSecrets: { index_url: 'INDEX_URL' }, sshKeys: { deploy: 'DEPLOY_KEY' } },
        images: { ...GITLAB_IMAGES },
      })],
    });
    return project;
  },
};

/** What runs an image on one's own machine. */
const onMachine: Program = {
  name: 'a Compose file and dev containers',
  files: { 'shared/a.txt': 'a\n' },
  declare: (api, outdir) => {
    const project = new Project({ name: 'good', outdir });
    const image = agent(api, project, {
      secrets: { index_url: api.BuildSecret.environment('PIP_INDEX_URL'), settings: api.BuildSecret.file('settings.xml') },
      buildArgs: { LEVEL: 'high' },
      contexts: { shared: api.NamedContext.directory('shared') },
    });
    const base = api.BaseImage.registry(`debian:trixie-slim@sha256:${ZEROS}`);
    const stage = new api.BuildStage(image, 'Runtime', { base, purpose: 'runs the app', emulated: 'there is a shell' });
    stage.arg('LEVEL', 'low');
    stage.run(['true'], {
      mounts: ['index_url', 'settings'].map(id => api.dockerfile.Mount.secret({ id })).concat(api.dockerfile.Mount.bind({ mountFrom: 'shared', target: '/shared' })),
    });
    stage.env({ MODE: 'good' });
    stage.volume(['/var/lib/agent']);
    stage.healthcheckShell(['test -e /ready']);
    image.defineRuntime(stage as IBuildStage);
    const compose = new api.ComposeFile(project, 'Compose', {
      path: 'deploy/compose.yaml',
      services: {
        agent: api.ComposeService.of(image, {
          command: ['--level', 'high'],
          environment: { LEVEL: 'high' },
          passedEnvironment: ['TOKEN'],
          ports: ['8080:80'],
          volumes: ['data:/data', './settings:/etc/agent:ro'],
          dependsOn: ['db'],
        }),
        db: api.ComposeService.pulled(`postgres:17@sha256:${ZEROS}`),
      },
    });
    new api.DevContainer(project, 'DevContainer', {
      source: api.DevContainerSource.service(compose, 'agent'),
      name: 'Agent',
      features: ['ghcr.io/devcontainers/features/git:1'],
      extensions: ['ms-python.python'],
      postCreateCommand: ['make', 'ready'],
      environment: { LEVEL: 'high' },
      user: 'dev',
    });
    new api.DevContainer(project, 'Second', { source: api.DevContainerSource.stage(image, stage as IBuildStage), path: '.devcontainer/second/devcontainer.json' });
    return project;
  },
};

/** Releases named after the day, tags of builds, and a scheduled build: a pipeline for each kind, on every forge. */
const dated: Program = {
  name: 'releases named after the day',
  declare: (api, outdir) => {
    const project = new Project({ name: 'good', outdir });
    const pipeline = (id: string, release: ReleaseScheme, tags: ImageTag[]) => new api.ImagePipeline(project, id, {
      name: id.toLowerCase(),
      registry: 'registry.example.com',
      images: [{
        image: filled(api, new api.ContainerImage(project, `Agent${id}`, { directory: id.toLowerCase(), platforms: [api.Platform.LINUX_AMD64] })),
        repository: `acme/${id.toLowerCase()}`,
      }],
      release,
      tags,
      rebuildSchedule: '0 3 * * 1',
      forges: [
        api.Forge.woodpecker({ images: { ...WOODPECKER_IMAGES } }),
        api.Forge.gitlab({ images: { ...GITLAB_IMAGES } }),
        api.Forge.github({ images: { ...GITHUB_IMAGES } }),
        api.Forge.script({ images: { buildkit: GITHUB_IMAGES.buildkit } }),
      ],
    });
    pipeline('Weekly', api.ReleaseScheme.calendar('0 4 * * 1', 'weekly-v', { gitTagPrefix: 'weekly/' }), [api.ImageTag.newest('latest'), api.ImageTag.edge('main'), api.ImageTag.commit()]);
    pipeline('Merged', api.ReleaseScheme.onMerge('merged-v'), [api.ImageTag.edge('edge')]);
    return project;
  },
};

export const PIPELINE_PROGRAMS: readonly Program[] = [everything, withoutSecrets, dated, byHand, fromOutside, onMachine, ...builders];
