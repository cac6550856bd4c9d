import {
  BaseImage, ContainerImage, ContainerImageProject, Forge, GitlabBuilder, ImageBuilder, ImagePipeline, ImageRegistry, ImageSigning, PipelineCache,
  Platform, ReleaseScheme, RenovateConfiguration, RuntimeImage, VulnerabilityScan,
} from '../../../src';

const project = new ContainerImageProject({ name: 'every-forge' });
const { versions } = project;
const image = new ContainerImage(project, 'server', { description: 'An image', directory: 'server', platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64] });
new RuntimeImage(image, 'Runtime', { base: BaseImage.registry(versions.imagePin('base').ref), contents: [], cmd: ['/bin/true'] });

const common = {
  registry: 'registry.example.com',
  images: [{ image, repository: 'acme/server', smokeTests: [{ command: ['/bin/true'] }] }],
  release: ReleaseScheme.byHand(),
  cache: PipelineCache.registry(),
  scan: VulnerabilityScan.grype(),
  sbom: true,
  signing: ImageSigning.key(),
};

// Everything that a forge prints only with an option, on each forge that has it.
new ImagePipeline(project, 'All', {
  ...common,
  name: 'all',
  renovate: {},
  rebuildSchedule: '0 3 * * 1',
  forges: [Forge.github(), Forge.gitlab(), Forge.woodpecker(), Forge.script(), Forge.gitea(), Forge.forgejo()],
});
new ImagePipeline(project, 'Older', {
  ...common,
  name: 'older',
  hostedBot: {},
  forges: [
    Forge.gitlab({ builder: GitlabBuilder.ROOTLESS, directory: '.gitlab/older' }),
    Forge.gitea({ serverVersion: '1.26', actionsUrl: 'https://mirror.example.com' }),
    Forge.forgejo({ serverVersion: '11.0' }),
  ],
});
new ImagePipeline(project, 'Depot', {
  ...common,
  name: 'depot',
  builder: ImageBuilder.depot('abcdefghij'),
  logins: [
    ImageRegistry.ecr({ account: '123456789012', region: 'eu-central-1', role: 'arn:aws:iam::123456789012:role/read' }),
    ImageRegistry.artifactRegistry({
      location: 'europe',
      workloadIdentityProvider: 'projects/123456789/locations/global/workloadIdentityPools/forges/providers/github',
      serviceAccount: 'read@acme.iam.gserviceaccount.com',
    }),
    ImageRegistry.acr({ name: 'acmeimages', clientId: '11111111-2222-3333-4444-555555555555', tenantId: '11111111-2222-3333-4444-666666666666' }),
  ],
  forges: [Forge.github()],
});

new RenovateConfiguration(project, 'Renovate', { versions });

project.synth();
