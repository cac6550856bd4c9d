import { BaseImage, ContainerImage, ContainerImageProject, GoCrossBuild, GoSource, GoVariable, Platform, ScratchImage } from 'imagewright';

const project = new ContainerImageProject({ name: 'hello-go' });
const { versions } = project;

const image = new ContainerImage(project, 'Hello', {
  description: 'A web service that says hello',
  frontend: versions.imagePin('syntax').ref,
  platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64],
});

const service = new GoCrossBuild(image, 'Service', {
  toolchain: BaseImage.registry(versions.imagePin('go').ref),
  source: GoSource.directory('service'),
  binaries: [{ mainPackage: '.', path: '/usr/bin/hello' }],
  variables: [GoVariable.text('main.revision', 'the hello-go example')],
});

new ScratchImage(image, 'Runtime', {
  contents: [service],
  users: [{ name: 'hello', uid: 65532 }],
  user: 'hello',
  entrypoint: ['/usr/bin/hello'],
  exposedPorts: ['8080'],
  healthcheck: { command: ['/usr/bin/hello', '-check'], interval: '30s', timeout: '3s' },
});

project.synth();
