import { Artifact, BaseImage, BuildStage, ContainerImage, ContainerImageProject, Platform, RuntimeImage } from 'imagewright';

const project = new ContainerImageProject({ name: 'web', frontend: 'syntax' });

const image = new ContainerImage(project, 'Web', {
  description: 'A web service in TypeScript',
  platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64],
});

const build = new BuildStage(image, 'Build', { base: BaseImage.registry(project.versions.imagePin('node').ref), purpose: 'compiles the service' });
build.workdir('/app');
build.runShell(['npm ci'], { reads: ['web/package.json', 'web/package-lock.json'], caches: ['/root/.npm'] });
build.copyLocal(['web'], '/app/');
build.run(['npm run build', 'npm prune --omit=dev']);

new RuntimeImage(image, 'Runtime', {
  base: BaseImage.registry(project.versions.imagePin('distroless').ref),
  contents: [Artifact.directory(build, '/app/node_modules'), Artifact.directory(build, '/app/dist'), Artifact.file(build, '/app/package.json')],
  environment: { NODE_ENV: 'production' },
  exposedPorts: ['3000'],
  workingDirectory: '/app',
  healthcheck: { command: ['/nodejs/bin/node', 'dist/health.js'], interval: '30s', timeout: '3s' },
  cmd: ['dist/server.js'],
});

project.synth();
