import {
  AptPackages, Artifact, BaseImage, BuildSecret, BuildStage, ComposeFile, ComposeService, ContainerImage, ContainerImageProject, DevContainer,
  DevContainerSource, Platform, RootfsEntry, RuntimeImage, dockerfile,
} from 'imagewright';

const project = new ContainerImageProject({ name: 'orders', frontend: 'syntax' });
const python = BaseImage.registry(project.versions.imagePin('python').ref);

const image = new ContainerImage(project, 'Orders', {
  description: 'A service that takes orders',
  platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64],
  secrets: { index_url: BuildSecret.environment('PIP_INDEX_URL') },
});

const build = new BuildStage(image, 'Build', {
  base: python,
  purpose: 'installs the locked dependencies',
  emulated: 'psycopg2 is compiled for the platform of the image',
});
build.install(AptPackages.of(['gcc', 'libc6-dev', 'libpq-dev']));
build.workdir('/app');
build.run(['python -m venv --without-pip .venv', 'pip --python .venv install --require-hashes -r requirements.txt'], {
  reads: ['requirements.txt'],
  caches: ['/root/.cache/pip'],
  effects: { creates: [RootfsEntry.directory('/app/.venv')], adds: ['/app/.venv'], programs: ['/app/.venv/bin/python', '/app/.venv/bin/uvicorn'] },
  mounts: [dockerfile.Mount.secret({ id: 'index_url', env: 'PIP_INDEX_URL' })],
});

new RuntimeImage(image, 'Runtime', {
  base: python,
  packages: [AptPackages.of(['libpq5'])],
  contents: [Artifact.directory(build, '/app/.venv'), Artifact.local(['app'], '/app/app')],
  searchPath: ['/app/.venv/bin'],
  environment: { PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1' },
  exposedPorts: ['8000'],
  user: '10001:10001',
  workingDirectory: '/app',
  healthcheck: { command: ['python', '-m', 'app.health'], interval: '30s', timeout: '3s', startPeriod: '5s' },
  entrypoint: ['uvicorn', 'app.main:app', '--host', '0.0.0.0', '--port', '8000'],
});

new ComposeFile(project, 'Compose', { services: { orders: ComposeService.of(image) } });
new DevContainer(project, 'DevContainer', { source: DevContainerSource.stage(image, build), extensions: ['ms-python.python'] });

project.synth();
