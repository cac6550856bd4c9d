import { describe, expect, test } from 'vitest';
import { BaseImage, BuildStage, ContainerImage, ExistingDockerfile, Platform, ScratchImage, StagePlatform, dockerfile } from '../../src';
import { _resolveImage } from '../../src/plan';
import { _printBake, _printDockerfile } from '../../src/render';
import { DEBIAN, idsOf, newImage, problemsOf, stageOf } from '../support/image';
import { detachedRoot } from '../support/root';

describe('a mistake is reported', () => {
  test('no platform', () => expect(idsOf(newImage({ platforms: [] }))).toContain('image/no-platform'));

  test('a platform twice, under any of its names', () => {
    expect(idsOf(newImage({ platforms: [Platform.LINUX_ARM64, Platform.parse('linux/aarch64')] }))).toContain('image/duplicate-platform');
  });

  test('no result', () => expect(idsOf(newImage())).toEqual(['image/no-runtime']));

  test('two stages of one name', () => {
    const image = newImage();
    for (const id of ['My App', 'my-app']) new BuildStage(image, id, { base: DEBIAN, purpose: 'builds' });
    expect(idsOf(image)).toContain('image/duplicate-stage');
  });

  test('stages that need each other', () => {
    const image = newImage();
    const [a, b] = ['A', 'B'].map(id => new BuildStage(image, id, { base: DEBIAN, purpose: 'builds', runsOn: StagePlatform.TARGET }));
    a.copyFrom(b, '/x', '/x');
    b.copyFrom(a, '/x', '/x');
    image.defineRuntime(a);
    expect(problemsOf(image).filter(({ id }) => id !== 'user/root').map(({ id, what }) => `${id}: ${what}`)).toEqual([
      'image/circular-stages: The stages need each other: b <- a <- b.',
    ]);
  });

  test('a base that is a stage of another image, also where one here has its name', () => {
    const [one, other] = [newImage(), newImage()];
    const company = new BuildStage(other, 'Runtime', { base: DEBIAN, purpose: 'is the base of all' });
    one.defineRuntime(new BuildStage(one, 'Runtime', { base: BaseImage.stage(company), purpose: 'is the image', runsOn: StagePlatform.TARGET }));
    expect(problemsOf(one).filter(({ id }) => id.startsWith('image/')).map(({ id, what }) => `${id}: ${what}`)).toEqual([
      'image/foreign-stage: The stage starts from "runtime", a stage of the image Image, not of Image.',
    ]);
  });

  test('the name of a stage of another image, in a copy or a mount', () => {
    const root = detachedRoot();
    const [one, other] = ['One', 'Other'].map(id => new ContainerImage(root, id, { platforms: [Platform.LINUX_AMD64], directory: id }));
    new BuildStage(other, 'Assets', { base: DEBIAN, purpose: 'has files' });
    const stage = new BuildStage(one, 'Runtime', { base: DEBIAN, purpose: 'is the image', runsOn: StagePlatform.TARGET, emulated: 'a test' });
    stage.run(['true'], { mounts: ['assets', 'busybox', 'docker.io/acme/assets'].map((mountFrom, i) => dockerfile.Mount.bind({ mountFrom, target: `/m${i}` })) });
    one.defineRuntime(stage);
    expect(problemsOf(one).filter(({ id }) => id.startsWith('image/')).map(({ id, what }) => `${id}: ${what}`)).toEqual([
      'image/foreign-stage: A copy or mount names "assets", a stage of the image Other, not of One.',
    ]);
  });

  test('a base image with the name of a stage', () => {
    const image = newImage();
    ['Assets', 'Alpine'].forEach(id => new BuildStage(image, id, { base: DEBIAN, purpose: 'has files' }));
    ['assets', 'assets:1', 'alpine'].forEach((reference, i) => new BuildStage(image, `From${i}`, { base: BaseImage.unpinned(reference, 'a test') }));
    expect(problemsOf(image).filter(({ id }) => id === 'image/unknown-stage').map(({ what }) => what)).toEqual([
      'FROM uses "assets" as an image from a registry, but a stage has that name.',
    ]);
  });

  test('a result or a target that is a stage of another image', () => {
    const image = newImage();
    const stage = new BuildStage(newImage(), 'Runtime', { base: DEBIAN, purpose: 'is elsewhere' });
    image.defineRuntime(stage);
    image.addTarget(stage);
    expect(idsOf(image)).toEqual(['image/foreign-stage', 'image/foreign-stage', 'image/no-runtime']);
  });

  describe('a name that is no stage, from every door', () => {
    const digest = `@sha256:${'0'.repeat(64)}`;
    const declared = (last: (image: ContainerImage) => void) => {
      const image = newImage();
      new BuildStage(image, 'Builder', { base: DEBIAN, purpose: 'builds' }).run(['make']);
      last(image);
      return problemsOf(image).filter(({ id }) => id === 'image/unknown-stage').map(({ what }) => what);
    };
    const stage = (image: ContainerImage, base: BaseImage, ...nodes: dockerfile.DockerfileNode[]) => {
      const made = new BuildStage(image, 'Runtime', { base, purpose: 'is the image', runsOn: StagePlatform.TARGET });
      nodes.forEach(node => made.addNode(node));
      image.defineRuntime(made);
    };
    const copy = new dockerfile.Copy({
      copyFrom: 'biulder', sources: [dockerfile.CopySource.path(dockerfile.Word.literal('/a'))], destination: dockerfile.Word.literal('/a'),
    });

    test.each<[string, (image: ContainerImage) => void]>([
      ['COPY --from', image => stage(image, DEBIAN, copy)],
      ['RUN --mount', image => stage(image, DEBIAN, dockerfile.Run.shell('make', { mounts: [dockerfile.Mount.bind({ mountFrom: 'biulder', target: '/b' })] }))],
      ['FROM', image => stage(image, BaseImage.unpinned('biulder', 'is what we built'))],
      ['an existing Dockerfile', image => image.defineRuntime(new ExistingDockerfile(image, 'Old', {
        text: `FROM debian${digest} AS builder\nRUN make\nFROM debian${digest}\nCOPY --from=biulder /a /a\n`,
      }).last)],
    ])('%s', (door, last) => {
      const [what, ...others] = declared(last);
      expect(others).toEqual([]);
      expect(what).toMatch(/^(FROM|A copy or mount) names "biulder", but no stage has that name\. Did you mean "(old-)?builder"\?$/);
      expect(what.startsWith('FROM')).toBe(door === 'FROM');
    });

    test('a stage is no source of its own, and what it adds to a name makes another one', () => {
      const reason = 'docker-bake.json says what it is: contexts';
      expect(declared(image => stage(image, BaseImage.unpinned('runtim', reason)))).toEqual([]);
      expect(declared(image => stage(image, BaseImage.unpinned('builder-gpu', reason)))).toEqual([]);
    });

    test('what is an image is none', () => {
      for (const copyFrom of ['busybox', 'composer', 'builder:1.2', `company/biulder${digest}`]) {
        const other = new dockerfile.Copy({
          copyFrom, sources: [dockerfile.CopySource.path(dockerfile.Word.literal('/a'))], destination: dockerfile.Word.literal('/a'),
        });
        expect([copyFrom, ...declared(image => stage(image, DEBIAN, other))]).toEqual([copyFrom]);
      }
    });
  });

  test('a stage outside of an image', () => {
    const root = detachedRoot();
    expect(() => new BuildStage(root, 'Lost', { base: DEBIAN, purpose: 'builds' })).toThrow(/^image\/no-image/);
  });

  test('a base that can move, unless it is said why', () => {
    expect(() => BaseImage.registry('alpine:3.23')).toThrow(/^base\/pinned/);
    expect(() => BaseImage.unpinned('alpine:edge', ' ')).toThrow(/^base\/reason/);
    const image = newImage();
    const stage = new BuildStage(image, 'Edge', { base: BaseImage.unpinned('alpine:edge', 'we test what comes'), purpose: 'tests' });
    image.defineRuntime(stage);
    expect(stageOf(image, 'edge')).toMatch(/^# edge tests\n# The base is not pinned: we test what comes\nFROM --platform=\$BUILDPLATFORM alpine:edge AS edge/);
  });
});

describe('stages', () => {
  test('stand in the order in which they are needed; what nothing needs is left out, which is told', () => {
    const image = newImage();
    const last = new BuildStage(image, 'Last', { base: BaseImage.scratch(), purpose: 'is last' });
    new BuildStage(image, 'Unused', { base: DEBIAN, purpose: 'is not used' });
    const first = new BuildStage(image, 'First', { base: DEBIAN, purpose: 'is first' });
    last.copyFrom(first, '/etc/motd', '/a');
    image.defineRuntime(last);
    const plan = _resolveImage(image);
    expect(plan.stages.map(({ name }) => name)).toEqual(['first', 'last']);
    expect(idsOf(image)).toEqual(['image/unused-stage']);
  });

  test('all that a base with variables in its name can mean are kept', () => {
    const image = newImage();
    image.addGlobalArg({ name: 'VARIANT', defaultValue: dockerfile.Word.literal('slim') });
    for (const id of ['BaseSlim', 'BaseFull', 'Other']) new BuildStage(image, id, { base: DEBIAN, purpose: 'is a base' });
    const last = new BuildStage(image, 'App', { base: BaseImage.template('base-$VARIANT', 'is a stage'), purpose: 'is the image', runsOn: StagePlatform.TARGET });
    new BuildStage(image, 'BaseLate', { base: DEBIAN, purpose: 'stands below' });
    image.defineRuntime(last);
    expect(_resolveImage(image).stages.map(({ name }) => name)).toEqual(['base-slim', 'base-full', 'app']);
    expect(problemsOf(image).filter(({ id }) => id === 'image/unused-stage').map(({ where }) => where)).toEqual(['Image/Other', 'Image/BaseLate']);
  });
});

describe('targets', () => {
  const tested = (image: ContainerImage) => {
    const build = new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds' });
    build.run(['make']);
    const test_ = new BuildStage(image, 'Test', { base: BaseImage.stage(build), purpose: 'tests' });
    test_.run(['make check']);
    new ScratchImage(image, 'Runtime', { contents: [build.artifact({ root: '/out', entries: [] })] });
    return test_;
  };

  test('are kept, above the last stage', () => {
    const image = newImage();
    image.addTarget(tested(image), { platforms: [Platform.LINUX_AMD64] });
    const plan = _resolveImage(image);
    expect(plan.stages.map(({ name }) => name)).toEqual(['build', 'test', 'runtime-rootfs', 'runtime']);
    expect(idsOf(image)).not.toContain('image/unused-stage');
    expect(JSON.parse(_printBake([plan], 'generated')) as object).toMatchObject({
      group: { default: { targets: ['image'] }, all: { targets: ['image', 'image-test'] } },
      target: { 'image-test': { dockerfile: 'Dockerfile', target: 'test', platforms: ['linux/amd64'], tags: ['%{ if IMAGE_REGISTRY != "" }${IMAGE_REGISTRY}/%{ endif }image:test'] } },
    });
  });

  test('cannot need the last stage, which has to stand last', () => {
    const image = newImage();
    const result = new BuildStage(image, 'App', { base: DEBIAN, purpose: 'is the image', runsOn: StagePlatform.TARGET });
    image.defineRuntime(result);
    image.addTarget(new BuildStage(image, 'Dev', { base: BaseImage.stage(result), purpose: 'has tools', runsOn: StagePlatform.TARGET }));
    expect(problemsOf(image).filter(({ id }) => id.startsWith('image/target')).map(({ what }) => what)).toEqual([
      'The target "dev" needs the stage "app", which is the image.',
    ]);
  });
});

test('local files are let into the context, and nothing else', () => {
  const image = newImage();
  const stage = new BuildStage(image, 'App', { base: DEBIAN, purpose: 'copies' });
  stage.copyLocal(['./conf/app.ini', 'static/'], '/etc/', { mode: '0644' });
  image.defineRuntime(stage);
  expect(_resolveImage(image).contextPaths).toEqual(['conf/app.ini', 'static']);
});

test('the top of the Dockerfile says what it is and for which devices', () => {
  const image = newImage({
    title: 'app',
    description: 'does it',
    frontend: 'docker/dockerfile:1.24',
    devices: [{ platform: Platform.LINUX_AMD64, devices: 'PCs' }],
    excluded: [{ platform: Platform.LINUX_MIPSLE, reason: 'nobody asked' }],
  });
  new ScratchImage(image, 'Runtime', { contents: [], assembledIn: DEBIAN });
  expect(_printDockerfile(_resolveImage(image), 'generated').split('\n\n')[0]).toBe([
    '# syntax=docker/dockerfile:1.24',
    '# check=error=true',
    '# generated',
    '#',
    '# app: does it',
    '#',
    '#   linux/amd64   PCs',
    '#   linux/mipsle  not built: nobody asked',
    '#',
    '#   runtime-rootfs -> runtime',
  ].join('\n'));
});
