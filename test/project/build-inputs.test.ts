import { describe, expect, test } from 'vitest';
import { refusalOf } from './support';
import {
  BaseImage, BuildCache, BuildSecret, BuildStage, Checks, ContainerImage, ContainerImageProps, NamedContext, Platform, ScratchImage, SshSource,
  dockerfile,
} from '../../src';
import { DEBIAN } from '../support/image';
import { newProject } from '../support/project';

const { Mount } = dockerfile;

/** An image that uses everything it declares. */
function declare(scope: ConstructorParameters<typeof ContainerImage>[0], id: string, props: Partial<ContainerImageProps> = {}): ContainerImage {
  const image = new ContainerImage(scope, id, { platforms: [Platform.LINUX_AMD64], directory: `images/${id}`, ...props });
  const build = new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds' });
  build.run(['make'], {
    mounts: [
      ...Object.keys(props.secrets ?? {}).map(secret => Mount.secret({ id: secret, required: true })),
      ...Object.keys(props.ssh ?? {}).map(key => Mount.ssh({ id: key, required: true })),
      ...Object.keys(props.contexts ?? {}).map(context => Mount.bind({ mountFrom: context, target: `/${context}` })),
    ],
  });
  new ScratchImage(image, 'Runtime', { contents: [build.artifact({ root: '/out', entries: [] })], assembledIn: DEBIAN });
  return image;
}

test('the task that builds may use what the images declare outside of the project', () => {
  const project = newProject();
  Checks.of(project).acknowledge('start/nothing', 'not what this is about');
  declare(project, 'app', {
    secrets: { a: BuildSecret.file('~/my token'), b: BuildSecret.file('token'), c: BuildSecret.environment('TOKEN') },
    ssh: { default: SshSource.agent(), deploy: SshSource.keyFile('/etc/key') },
    cacheFrom: [BuildCache.local('/cache')],
    cacheTo: [BuildCache.local('/cache'), BuildCache.local('.cache')],
  });
  project.synth();
  expect(project.tasks.tryFind('image:build')!.steps).toEqual([{
    exec: 'docker buildx bake --file docker-bake.json --allow=ssh --allow=fs.read="$HOME"\'/my token\' --allow=fs.read=/etc/key --allow=fs.read=/cache --allow=fs.write=/cache',
    receiveArgs: true,
  }]);
});

test('a task that the team has changed stays as it is', () => {
  const project = newProject();
  Checks.of(project).acknowledge('start/nothing', 'not what this is about');
  declare(project, 'app', { ssh: { default: SshSource.agent() } });
  project.tasks.tryFind('image:build')!.reset('make images');
  project.synth();
  expect(project.tasks.tryFind('image:build')!.steps).toEqual([{ exec: 'make images' }]);
});

describe('an image as a context', () => {
  test('is declared in the same project', () => {
    const project = newProject();
    declare(project, 'app', { contexts: { base: NamedContext.image(declare(newProject(), 'other')) } });
    expect(refusalOf(project)).toContain('/other, which is not declared in the same project.');
  });

  test('is not the image itself, nor one that needs it', () => {
    const project = newProject();
    const [a, b, c] = ['a', 'b', 'c'].map(id => declare(project, id));
    const start = (image: ContainerImage, from: ContainerImage) => (
      image.addTarget(new BuildStage(image, `From${from.node.id}`, { base: BaseImage.image(from), purpose: 'starts there' }))
    );
    start(a, b);
    start(b, a);
    start(c, c);
    const refusal = refusalOf(project);
    expect(refusal).toContain('Images need each other: a <- b <- a.');
    expect(refusal).toContain('The image c starts from itself, or has itself as a context.');
  });

  test('is built for the platforms of the image that uses it', () => {
    const project = newProject();
    const app = declare(project, 'app', { platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64], contexts: { base: NamedContext.image(declare(project, 'base')) } });
    new BuildStage(app, 'Unknown', { base: BaseImage.context('bse') });
    app.addTarget(app.stages.at(-1)!);
    expect(refusalOf(project)).toContain('The image app is built for linux/arm64, but the image base, its context "base", is not.');
  });
});
