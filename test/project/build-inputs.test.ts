import { describe, expect, test } from 'vitest';
import { refusalOf } from './support';
import {
  BaseImage, BuildCache, BuildSecret, BuildStage, Checks, ContainerImage, ContainerImageProps, NamedContext, Platform, ScratchImage, SshSource,
  StagePlatform, dockerfile,
} from '../../src';
import { _resolveImage } from '../../src/plan';
import { findContextImageProblems } from '../../src/project/context-images';
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

  describe('is built for the platforms of the stages that start from it', () => {
    const BOTH = [Platform.LINUX_AMD64, Platform.LINUX_ARM64];

    /** The problems of an image for two platforms whose last stage starts from one for the first. */
    function start(base: (image: ContainerImage) => BaseImage, runsOn = StagePlatform.TARGET): string[] {
      const project = newProject();
      const below = declare(project, 'below', { platforms: [Platform.LINUX_AMD64] });
      const image = new ContainerImage(project, 'app', { platforms: BOTH, directory: 'images/app' });
      image.addGlobalArg({ name: 'ARCH', defaultValue: dockerfile.Word.literal('amd64') });
      const stage = new BuildStage(image, 'Start', { base: base(below), purpose: 'starts there', runsOn });
      new ScratchImage(image, 'Runtime', { contents: [stage.artifact({ root: '/out', entries: [] })], assembledIn: DEBIAN });
      return findContextImageProblems([below, image].map(each => _resolveImage(each))).map(({ severity = 'error', what }) => `${severity}: ${what}`);
    }

    const STARTS = 'The stage "start" of the image app starts from the image below, its context "below-image", for linux/arm64, and that image is not built for it.';
    const OTHERWISE = 'warning: The image app is built for linux/arm64, but the image below, its context "below-image", is not.';
    test('for each platform of the image', () => expect(start(BaseImage.image)).toEqual([`error: ${STARTS}`]));
    test('for a platform that is written there', () => expect(start(image => BaseImage.image(image).onPlatform('linux/arm64'))).toEqual([`error: ${STARTS}`]));
    test('which may be one that it has', () => expect(start(image => BaseImage.image(image).onPlatform('linux/amd64'))).toEqual([OTHERWISE]));
    test('for the machine that builds, it may be', () => expect(start(BaseImage.image, StagePlatform.BUILD)).toEqual([OTHERWISE]));
    test('which is unknown if a build argument decides', () => expect(start(image => BaseImage.image(image).onPlatform('linux/$ARCH'))).toEqual([
      'warning: A build argument decides for which platform the stage "start" of the image app starts from the image below: linux/$ARCH. It is not known whether that image is built for it.',
      OTHERWISE,
    ]));
  });
});
