import {
  AllowedVersions, BaseImage, ContainerImage, ContainerImageProject, Forge, ImagePipeline, Platform, ReleaseScheme, RenovateConfiguration,
  ImageTag, RuntimeImage, UpdateKind,
} from '../../../src';

const project = new ContainerImageProject({ name: 'every-option' });
const { versions } = project;

function declare(id: string, directory: string, platforms: Platform[]): ContainerImage {
  const image = new ContainerImage(project, id, { description: 'An image', directory, platforms });
  new RuntimeImage(image, 'Runtime', { base: BaseImage.registry(versions.imagePin('base').ref), contents: [], cmd: ['/bin/true'] });
  return image;
}

const server = declare('server', 'server', [Platform.LINUX_AMD64, Platform.LINUX_ARM64, Platform.LINUX_ARM_V7]);
const client = declare('client', 'client', [Platform.LINUX_AMD64]);
const smokeTests = [{ command: ['/bin/true'] }];

// Each option of a forge and of a pipeline is in one of these.
new ImagePipeline(project, 'Defaults', {
  registry: 'ghcr.io',
  name: 'defaults',
  images: [{ image: server, repository: 'acme/server', smokeTests }, { image: client, repository: 'acme/client', smokeTests }],
  release: ReleaseScheme.byHand(),
  renovate: { schedule: '0 5 * * *', gitAuthor: 'Renovate Bot <renovate@example.com>' },
  installCommand: 'corepack enable\npnpm install --frozen-lockfile',
  synthesisCommand: 'pnpm projen',
  forges: [Forge.github(), Forge.woodpecker()],
});

new ImagePipeline(project, 'Own', {
  registry: 'registry.example.com',
  name: 'own',
  images: [{ image: server, repository: 'acme/server', smokeTests, name: 'app' }],
  release: ReleaseScheme.byHand('own-v*'),
  tags: [ImageTag.newest('latest')],
  branch: 'trunk',
  ignoredPaths: [],
  hostedBot: { branches: ['renovate/**', 'dependabot/**'] },
  forges: [
    Forge.github({
      versions,
      runners: { amd64: 'self-hosted', arm64: "${{ vars.ARM || 'ubuntu-24.04-arm' }}" },
      actions: versions.actions,
      images: { buildkit: versions.imagePin('own-buildkit').ref, binfmt: versions.imagePin('binfmt').ref, renovate: versions.imagePin('renovate').ref },
      secrets: { registryUser: 'USER', registryToken: 'TOKEN', renovateToken: 'BOT', updateToken: 'UPDATE' },
      attest: false,
    }),
    Forge.woodpecker({
      versions,
      agentPlatform: Platform.LINUX_ARM64,
      labels: { location: 'office' },
      images: { buildkit: versions.imagePin('own-buildkit').ref, node: versions.imagePin('node').ref },
      secrets: { registryUser: 'user', updateToken: 'update' },
      renovateEndpoint: 'https://git.example.com/api/v1',
    }),
  ],
});

new RenovateConfiguration(project, 'Renovate', {
  versions,
  automerge: [UpdateKind.DIGEST],
  rules: [{ pin: 'buildkit', allowedVersions: AllowedVersions.matching('v0\\.\\d+\\.\\d+'), automerge: [UpdateKind.PATCH] }],
});

project.synth();
