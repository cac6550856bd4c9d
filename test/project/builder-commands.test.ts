import { describe, expect, test } from 'vitest';
import { BaseImage, BuildStage, Checks, ContainerImage, ContainerImageProject, ImageBuilder, Platform, Size } from '../../src';
import { newProject } from '../support/project';
import { temporaryFolder } from '../support/temporary';

const NODES = [
  { endpoint: 'tcp://amd64.example.com:1234', platforms: [Platform.LINUX_AMD64] },
  { endpoint: 'tcp://10.0.0.2:1234', platforms: [Platform.LINUX_ARM64, Platform.LINUX_ARM_V7], serverName: 'arm64', certificates: { directory: '/etc/my certs/' } },
];

/** The commands of the tasks of a synthesized project. */
function tasksOf(builder?: ImageBuilder): Record<string, string[] | undefined> {
  const project = newProject({ name: 'Café & Co' });
  builder?.useFor(project);
  Checks.of(project).acknowledge('start/nothing', 'not what this is about');
  const image = new ContainerImage(project, 'App', { platforms: [Platform.LINUX_AMD64] });
  const stage = new BuildStage(image, 'Runtime', { base: BaseImage.scratch() });
  stage.write('/a', 'a\n');
  image.defineRuntime(stage);
  project.synth();
  return Object.fromEntries(['builder:create', 'image:build'].map(name => [name, project.tasks.tryFind(name)?.steps.map(({ exec }) => exec!)]));
}

describe('the tasks of a project', () => {
  test('without a builder build with the one that buildx has selected', () => {
    expect(tasksOf()).toEqual({ 'image:build': ['docker buildx bake --file docker-bake.json'] });
  });

  test('create a container, and build in it', () => {
    expect(tasksOf(ImageBuilder.container({ image: 'moby/buildkit:v0.32.2', memory: Size.mebibytes(1024) }))).toEqual({
      'builder:create': [
        'docker buildx rm --keep-state imagewright-cafe-co || true',
        'docker buildx create --name imagewright-cafe-co --node imagewright-cafe-co-0 --driver docker-container --driver-opt image=moby/buildkit:v0.32.2 --driver-opt memory=1073741824',
      ],
      'image:build': ['docker buildx bake --builder imagewright-cafe-co --file docker-bake.json'],
    });
  });

  test('connect to remote machines, each with its platforms and certificates', () => {
    expect(tasksOf(ImageBuilder.remote(NODES))['builder:create']).toEqual([
      'docker buildx rm --keep-state imagewright-cafe-co || true',
      [
        'docker buildx create --name imagewright-cafe-co --node imagewright-cafe-co-0 --driver remote --platform linux/amd64',
        ...['cacert="$HOME"/.config/buildkit/ca.pem', 'cert="$HOME"/.config/buildkit/cert.pem', 'key="$HOME"/.config/buildkit/key.pem'].map(each => `--driver-opt ${each}`),
        'tcp://amd64.example.com:1234',
      ].join(' '),
      [
        'docker buildx create --name imagewright-cafe-co --node imagewright-cafe-co-1 --append --platform linux/arm64,linux/arm/v7 --driver-opt servername=arm64',
        ...["cacert='/etc/my certs/ca.pem'", "cert='/etc/my certs/cert.pem'", "key='/etc/my certs/key.pem'"].map(each => `--driver-opt ${each}`),
        'tcp://10.0.0.2:1234',
      ].join(' '),
    ]);
  });

  test('start pods in a cluster, on machines of each architecture', () => {
    const builder = ImageBuilder.kubernetes({
      platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64], namespace: 'builds', cpus: 1.5, memory: Size.mebibytes(2048), nodeSelector: { 'example.com/pool': 'builds' },
    });
    const options = (arch: string) => [
      'namespace=builds', 'requests.cpu=1500m', 'requests.memory=2147483648', `'"nodeselector=kubernetes.io/arch=${arch},example.com/pool=builds"'`,
    ].map(each => `--driver-opt ${each}`).join(' ');
    expect(tasksOf(builder)['builder:create']?.slice(1)).toEqual([
      `docker buildx create --name imagewright-cafe-co --node imagewright-cafe-co-0 --driver kubernetes --platform linux/amd64 ${options('amd64')}`,
      `docker buildx create --name imagewright-cafe-co --node imagewright-cafe-co-1 --append --platform linux/arm64 ${options('arm64')}`,
    ]);
  });

  test('use a builder of Docker Build Cloud', () => {
    expect(tasksOf(ImageBuilder.dockerCloud('acme/default'))['builder:create']?.slice(1)).toEqual([
      'docker buildx create --name imagewright-cafe-co --node imagewright-cafe-co-0 --driver cloud acme/default',
    ]);
  });

  test('build with the program of Depot, which needs no builder', () => {
    expect(tasksOf(ImageBuilder.depot('abc123'))).toEqual({ 'image:build': ['depot bake --project abc123 --file docker-bake.json'] });
  });
});

test('a project has an option for its builder, and its subprojects use it under the same name', () => {
  const project = new ContainerImageProject({ name: 'shop', outdir: temporaryFolder(), projenrcTs: false, builder: ImageBuilder.remote(NODES) });
  const below = new ContainerImageProject({ name: 'below', parent: project, outdir: 'below', projenrcTs: false });
  for (const each of [project, below]) {
    Checks.of(each).acknowledge('start/nothing', 'not what this is about');
    const image = new ContainerImage(each, 'App', { platforms: [Platform.LINUX_AMD64] });
    const stage = new BuildStage(image, 'Runtime', { base: BaseImage.scratch() });
    stage.write('/a', 'a\n');
    image.defineRuntime(stage);
  }
  project.synth();
  for (const each of [project, below]) {
    expect(each.tasks.tryFind('image:build')!.steps[0].exec).toBe('docker buildx bake --builder imagewright-shop --file docker-bake.json');
  }
});
