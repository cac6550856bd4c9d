import { Artifact, BaseImage, BuildStage, ContainerImage, ContainerImageProject, Platform, RuntimeImage } from 'imagewright';

const project = new ContainerImageProject({ name: 'site', frontend: 'syntax' });
const image = new ContainerImage(project, 'Site', { description: 'A static site', platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64] });

const build = new BuildStage(image, 'Build', { base: BaseImage.registry(project.versions.imagePin('node').ref), purpose: 'builds the pages' });
build.workdir('/site');
build.runShell(['npm ci'], { reads: ['site/package.json', 'site/package-lock.json'], caches: ['/root/.npm'] });
build.copyLocal(['site'], '/site/');
build.runShell(['npm run build']);

new RuntimeImage(image, 'Runtime', {
  base: BaseImage.registry(project.versions.imagePin('nginx').ref),
  contents: [Artifact.local(['nginx.conf'], '/etc/nginx/conf.d/default.conf'), Artifact.directory(build, '/site/dist', '/usr/share/nginx/html')],
  exposedPorts: ['8080'],
  healthcheck: { command: ['wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:8080/'], interval: '30s', timeout: '3s' },
});

project.synth();
