import {
  BaseImage, ContainerImage, ContainerImageProject, Forge, GoCrossBuild, GoSource, GoVariable, ImagePipeline, PipelineCache, Platform, ReleaseScheme,
  ScratchImage,
} from '../../../src';

const project = new ContainerImageProject({ name: 'bump' });
const { versions } = project;
const image = new ContainerImage(project, 'Hello', { description: 'Two services', platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64] });
const toolchain = BaseImage.registry(versions.imagePin('go').ref);

/** What the bump changes, and what it does not. */
const service = new GoCrossBuild(image, 'Service', {
  toolchain,
  source: GoSource.directory('service'),
  binaries: [{ mainPackage: '.', path: '/usr/bin/hello' }],
  variables: [GoVariable.text('main.revision', versions.packagePin('HELLO_VERSION').version)],
});
const agent = new GoCrossBuild(image, 'Agent', { toolchain, source: GoSource.directory('agent'), binaries: [{ mainPackage: '.', path: '/usr/bin/agent' }] });
new ScratchImage(image, 'Runtime', { contents: [service, agent], user: '65532', entrypoint: ['/usr/bin/hello'] });

new ImagePipeline(project, 'Pipeline', {
  registry: 'registry.example.com',
  images: [{ image, repository: 'acme/bump' }],
  cache: process.env.CACHE === 'registry' ? PipelineCache.registry() : undefined,
  release: ReleaseScheme.byHand(),
  forges: [Forge.github(), Forge.woodpecker(), Forge.script()],
});

project.synth();
