import { describe, expect, test } from 'vitest';
import {
  Artifact, BaseImage, BuildStage, ContainerImage, ContainerImageProps, Platform, RootfsEntry, RuntimeImage, RuntimeImageProps, ScratchImage,
  StagePlatform,
} from '../../../src';
import { _listBaseNames, _resolveImage } from '../../../src/plan';
import { _createManifest, _printBake, _printDockerfile } from '../../../src/render';
import { DEBIAN, newImage, problemsOf } from '../../support/image';

/** An image with one script, and one that starts from it. */
function declare(props: Partial<RuntimeImageProps> = {}, imageProps: Partial<ContainerImageProps> = {}): Record<'base' | 'app', ContainerImage> {
  const base = newImage();
  new ScratchImage(base, 'Runtime', {
    contents: [Artifact.text([{ entry: RootfsEntry.file('/bin/tool', { mode: '0755' }), content: '#!/bin/tool\n' }])],
    users: [{ name: 'app', uid: 7, gid: 8 }],
    user: 'app',
    environment: { LEVEL: 'high' },
    workingDirectory: '/tmp',
    entrypoint: ['/bin/tool'],
    assembledIn: DEBIAN,
  });
  const app = new ContainerImage(base.node.root, 'App', { platforms: [Platform.LINUX_AMD64], ...imageProps });
  new RuntimeImage(app, 'Runtime', {
    base: BaseImage.image(base),
    contents: [Artifact.text([{ entry: RootfsEntry.file('/etc/app.conf'), content: 'a\n' }])],
    assembledIn: DEBIAN,
    ...props,
  });
  return { base, app };
}

describe('an image of the same project as the base', () => {
  test('is a context that bake builds first', () => {
    const { base, app } = declare();
    expect(_printDockerfile(_resolveImage(app), 'generated')).toContain('FROM image-image AS runtime\n');
    const bake = JSON.parse(_printBake([base, app].map(image => _resolveImage(image)), 'generated')) as { target: Record<string, { contexts?: object }> };
    expect([bake.target.image.contexts, bake.target.app.contexts]).toEqual([undefined, { 'image-image': 'target:image' }]);
  });

  test('gives its files and its configuration, whose build arguments are gone', () => {
    const [{ result }] = _resolveImage(declare().app).models;
    expect(result.rootfs.isComplete).toBe(true);
    expect(['/bin/tool', '/etc/app.conf', '/tmp', '/gone'].map(path => result.rootfs.lookup(path).placed?.entry.mode)).toEqual(['0755', '0644', '1777', undefined]);
    const { user, environment, workingDirectory, argv } = result.config;
    expect({ user, environment, workingDirectory, argv }).toEqual({
      user: '7:8', environment: { PATH: expect.any(String) as string, LEVEL: 'high' }, workingDirectory: '/tmp', argv: ['/bin/tool'],
    });
    expect(result.layers).toHaveLength(3);
  });

  test('claims its files and layers for the image that starts from it', () => {
    const manifest = JSON.parse(_createManifest(_resolveImage(declare().app), 'generated')) as { groups: { layers: number; files: object; config: { user: string } }[] };
    const [{ layers, files, config }] = manifest.groups;
    expect({ layers, files: Object.keys(files), user: config.user }).toEqual({ layers: 3, files: ['/bin/tool', '/etc/app.conf', '/etc/group', '/etc/passwd'], user: '7:8' });
  });

  test('has a base of its own, which its Dockerfile names', () => {
    const base = newImage({ directory: 'images/base' });
    new RuntimeImage(base, 'Runtime', { base: DEBIAN, contents: [] });
    const app = new ContainerImage(base.node.root, 'App', { platforms: [Platform.LINUX_AMD64], directory: 'images/app' });
    new RuntimeImage(app, 'Runtime', { base: BaseImage.image(base), contents: [Artifact.local(['app'], '/srv/app')] });
    const { groups } = JSON.parse(_createManifest(_resolveImage(app), 'generated')) as { groups: { base: object }[] };
    expect(groups[0].base).toEqual({ image: 'debian', dockerfile: '../base/Dockerfile', layers: 1, changed: ['/srv/app'] });
  });

  test('gives its user to a RuntimeImage, but not root', () => {
    const users = (user: string) => {
      const base = newImage();
      const stage = new BuildStage(base, 'Last', { base: DEBIAN, purpose: 'is it', runsOn: StagePlatform.TARGET });
      stage.user(user);
      base.defineRuntime(stage);
      const app = new ContainerImage(base.node.root, 'App', { platforms: [Platform.LINUX_AMD64] });
      new RuntimeImage(app, 'Runtime', { base: BaseImage.image(base), contents: [] });
      return _resolveImage(app).models[0].result.config.user;
    };
    expect(['7:8', 'app', 'root', '0'].map(users)).toEqual(['7:8', 'app', '65532:65532', '65532:65532']);
  });

  test('leaves the claims as they are when a bot updates it', () => {
    const manifest = (tag: string) => {
      const base = newImage();
      new RuntimeImage(base, 'Runtime', {
        base: BaseImage.registry(`debian:${tag}@sha256:${'0'.repeat(64)}`), contents: [], environment: { BASE: `debian:${tag}` },
      });
      const app = new ContainerImage(base.node.root, 'App', { platforms: [Platform.LINUX_AMD64] });
      new RuntimeImage(app, 'Runtime', { base: BaseImage.image(base), contents: [] });
      return _createManifest(_resolveImage(app), 'generated');
    };
    expect(manifest('14-slim')).toBe(manifest('13-slim'));
  });

  test('lets rules find what is missing in it', () => {
    const { app } = declare({ entrypoint: ['/bin/tol'] });
    expect(problemsOf(app).filter(({ id }) => id.startsWith('rootfs/')).map(({ what }) => what)).toEqual(['Nothing provides the entrypoint "/bin/tol". Executable files are: /bin/tool.']);
    expect(problemsOf(declare().app)).toEqual([]);
  });

  test('has files that are there to be replaced', () => {
    const { app } = declare({ contents: [Artifact.text([{ entry: RootfsEntry.file('/bin/tool', { mode: '0755' }), content: '#!/bin/tool\nx\n' }])] });
    expect(problemsOf(app)).toEqual([]);
  });

  test('is not known on a platform that it is not built for', () => {
    const { app } = declare({}, { platforms: [Platform.LINUX_ARM64] });
    expect(_resolveImage(app).models[0].result.rootfs.isComplete).toBe(false);
  });

  test('is of the machine that builds in a stage for that', () => {
    const { base, app } = declare();
    const stage = new BuildStage(app, 'Check', { base: BaseImage.image(base), purpose: 'checks' });
    app.addTarget(stage);
    const plan = _resolveImage(app);
    expect(_printDockerfile(plan, 'generated')).toContain('FROM --platform=$BUILDPLATFORM image-image AS check\n');
    const model = plan.models[0].stages.find(({ name }) => name === 'check')!;
    expect([model.runsOn, model.rootfs.lookup('/bin/tool').isMissing]).toEqual([StagePlatform.BUILD, false]);
  });

  test('does not exist if both need each other', () => {
    const { base, app } = declare();
    const stage = new BuildStage(base, 'Back', { base: BaseImage.image(app), purpose: 'goes back', runsOn: StagePlatform.TARGET });
    base.addTarget(stage);
    expect(_resolveImage(app).models[0].result.rootfs.lookup('/bin/tool').isMissing).toBe(false);
    expect(_resolveImage(base).stages.map(({ name }) => name)).toContain('back');
  });
});

describe('an image in an OCI layout as the base', () => {
  test('is a context named after its path', () => {
    const image = newImage();
    new RuntimeImage(image, 'Runtime', { base: BaseImage.ociLayout('vendor/python', { tag: '3.13' }), contents: [] });
    const plan = _resolveImage(image);
    expect(_printDockerfile(plan, 'generated')).toContain('FROM vendor-python-3-13-layout AS runtime\n');
    expect(plan.contexts).toEqual([{ name: 'vendor-python-3-13-layout', layoutImage: 'vendor/python:3.13' }]);
    expect(_listBaseNames(image)).toEqual(['oci-layout://vendor/python:3.13']);
    const { target } = JSON.parse(_printBake([plan], 'generated')) as { target: { image: { contexts: object } } };
    expect(target.image.contexts).toEqual({ 'vendor-python-3-13-layout': 'oci-layout://vendor/python:3.13' });
  });

  test.each([
    ['a path with a colon', () => BaseImage.ociLayout('a:b')],
    ['a tag that is none', () => BaseImage.ociLayout('a', { tag: 'a b' })],
    ['a digest that is none', () => BaseImage.ociLayout('a', { digest: 'sha256:0' })],
    ['a path out of the project', () => BaseImage.ociLayout('../a')],
  ])('cannot have %s', (_, make) => expect(make).toThrow('image/context'));

  test('is one of its name', () => {
    const image = newImage();
    const stages = ['a/b', 'a-b'].map((path, i) => new BuildStage(image, `S${i}`, { base: BaseImage.ociLayout(path), purpose: 'is there', runsOn: StagePlatform.TARGET }));
    stages.forEach(stage => image.addTarget(stage));
    image.defineRuntime(stages[0]);
    expect(problemsOf(image).filter(({ id }) => id === 'image/context').map(({ what }) => what)).toEqual(['Two contexts of the image are called "a-b-layout".']);
  });
});
