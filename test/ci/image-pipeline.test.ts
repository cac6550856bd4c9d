import type { IConstruct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { MARKER, UPSTREAM, github, filesOf, pipelineOf, planOf, router, woodpecker } from './samples';
import { Forge, ImagePipeline, ImagePipelineProps, ImageTag, ReleaseScheme, SmokeTest } from '../../src/ci';
import { Problems, _formatReport, Platform } from '../../src/core';
import { BuildStage, ContainerImage } from '../../src/image';
import { Output, RepositoryPlan, _resolveImage } from '../../src/plan';
import { DEBIAN } from '../support/image';
import { detachedRoot } from '../support/root';

function idsOf(props: Partial<ImagePipelineProps>): string[] {
  return Problems.of(pipelineOf(props)).all().map(({ id }) => id);
}

function withSmoke(...smokeTests: SmokeTest[]): Partial<ImagePipelineProps> {
  return { images: [{ ...router(detachedRoot()), smokeTests }] };
}

/** The workflows of the sample. */
const ALL = ['build', 'release-tag', 'release', 'rollback', 'synthesis', 'renovate', 'complete-update'];

test('the sample has no problem', () => {
  expect(idsOf({})).toEqual([]);
});

test.each<{ id: string; props: Partial<ImagePipelineProps> }>([
  { id: 'ci/no-image', props: { images: [] } },
  { id: 'ci/no-forge', props: { forges: [] } },
  { id: 'ci/duplicate-forge', props: { forges: [github(), github()] } },
  { id: 'ci/registry', props: { registry: 'https://registry.example.com' } },
  { id: 'ci/registry', props: { registry: 'registry.example.com/acme' } },
  { id: 'ci/registry', props: { registry: 'registry' } },
  { id: 'ci/repository', props: { images: [{ ...router(), repository: 'Acme/Router' }] } },
  { id: 'ci/repository', props: { images: [{ ...router(), repository: '/acme/router' }] } },
  { id: 'ci/tag', props: { tags: [ImageTag.newest('very-stable')], release: ReleaseScheme.byHand() } },
  { id: 'ci/tag', props: { tags: [ImageTag.minor()], release: ReleaseScheme.byHand('*') } },
  { id: 'ci/tag', props: { tags: [ImageTag.newest('latest'), ImageTag.newest('latest')] } },
  { id: 'ci/schedule', props: { renovate: { schedule: '0 4 31 2,4 *' } } },
  { id: 'ci/schedule', props: { renovate: { schedule: '@daily' } } },
  { id: 'ci/schedule', props: { renovate: { schedule: '0 4 * *' } } },
  { id: 'ci/smoke-command', props: withSmoke({ command: [] }) },
  { id: 'ci/smoke-command', props: withSmoke({ command: ['tailscale'] }) },
  { id: 'ci/smoke-command', props: withSmoke({ command: ['/bin/echo', '${{ secrets.X }}'] }) },
  { id: 'ci/smoke-command', props: withSmoke({ command: ['/bin/echo', 'two\nlines'] }) },
])('$id: $props', ({ id, props }) => {
  expect(idsOf(props)).toEqual([id]);
});

test.each(['ghcr.io', 'docker.io', 'localhost:5000', 'git.example.com:3000', 'registry:5000', '127.0.0.1:5000'])('%s is a registry', registry => {
  expect(idsOf({ registry })).toEqual([]);
});

test('two images of one repository are a problem', () => {
  const [left, right] = [detachedRoot('left'), detachedRoot('right')];
  expect(idsOf({ images: [{ ...router(left), name: 'left' }, router(right)] })).toEqual(['ci/duplicate-image']);
});

describe('names', () => {
  /** What is only found with all projects known. */
  function late(pipeline: ImagePipeline, projectOf: (construct: IConstruct) => string = ({ node }) => node.root.node.id): string[] {
    const outputs = pipeline.node.root.node.findAll().filter(each => Output._isOutput(each)) as Output[];
    return pipeline.findProblems(planOf({ fromRoot: construct => projectOf(construct), outputs })).map(({ id, what }) => `${id}: ${what}`);
  }

  let count = 0;
  const published = (id: string, root = detachedRoot('left'), name?: string) => ({ ...router(root, id), repository: `acme/${++count}`, name });

  test('two images of two projects with one id are a problem, until one is named for the pipeline', () => {
    const [left, right] = [published('router', detachedRoot('left')), published('router', detachedRoot('right'))];
    expect(late(pipelineOf({ images: [left, right] }))).toEqual(['ci/duplicate-image: Two images of the pipeline are called "router": left/router and right/router.']);
    const named = pipelineOf({ images: [left, { ...right, name: 'right' }], forges: [github()] });
    expect(late(named)).toEqual([]);
    expect(Object.keys(filesOf(named))).toEqual(expect.arrayContaining(['.github/workflows/build.yml', '.github/workflows/release.yml']));
  });

  test('ids that differ in what is replaced do not collide in silence: the project says so, or the pipeline', () => {
    expect(late(pipelineOf({ images: [published('a.b'), published('a-b')] }))).toEqual([]); // project/image-twice
    expect(late(pipelineOf({ images: [published('a_b'), published('a-b')] }))).toEqual([
      'ci/duplicate-image: Two images of the pipeline are called "a-b": left/a_b and left/a-b.',
    ]);
  });

  test('an image called tag would be the workflow that tags', () => {
    const images = [published('tag'), published('app')];
    expect(idsOf({ images })).toEqual(['ci/name']);
    expect(idsOf({ images, release: ReleaseScheme.byHand() })).toEqual([]);
    expect(idsOf({ images: [images[0]] })).toEqual([]);
    expect(idsOf({ images: [{ ...images[0], name: 'tag-image' }, images[1]] })).toEqual([]);
  });

  test.each(['', 'Images', '-a', 'a-', '2nd', 'a_b', 'a/b', '日本', 'a\nb', '..'])('%j is no name of a pipeline', name => {
    expect(idsOf({ name })).toEqual(['ci/name']);
  });

  test.each(['', 'App', '-a', 'a.b', 'a/b', '日本'])('%j is no name of an image', name => {
    expect(idsOf({ images: [published('app', undefined, name)] })).toEqual(['ci/name']);
  });

  test('a name that GitHub does not take for a job is a problem, and fine where there is no such job', () => {
    const images = [published('x'.repeat(100)), published('app')];
    expect(idsOf({ images, forges: [github()] })).toEqual(['ci/name']);
    expect(idsOf({ images, forges: [github()], release: ReleaseScheme.byHand() })).toEqual([]);
    expect(idsOf({ images, forges: [woodpecker()] })).toEqual([]);
  });

  test('all files, workflows and groups of a named pipeline begin with its name', () => {
    const files = filesOf(pipelineOf({ name: 'images', forges: [github(), woodpecker()] }));
    expect(Object.keys(files)).toEqual([
      ...ALL.map(name => `.github/workflows/images-${name}.yml`),
      ...ALL.map(name => `.woodpecker/images-${name}.yaml`),
    ]);
    const parsed = parse(files['.github/workflows/images-release-tag.yml']);
    expect(parsed).toMatchObject({ name: 'images-release-tag', concurrency: { group: 'images-release-tag' } });
    expect(parsed.jobs['images-release'].uses).toBe('./.github/workflows/images-release.yml');
  });

  test('where a file is taken, all of them begin with the id; a name that was given is kept', () => {
    const taken = (name: string | undefined) => Object.keys(Object.fromEntries(pipelineOf({ name, forges: [github()] })
      .renderFiles(planOf({ isTaken: path => path === '.github/workflows/release.yml' })).map(({ path, text }) => [path, text])));
    expect(taken(undefined)[0]).toBe('.github/workflows/pipeline-build.yml');
    expect(taken('images')[0]).toBe('.github/workflows/images-build.yml');
  });

  test('two pipelines of one forge that tag the same release are a problem of the second one', () => {
    const root = detachedRoot();
    const pipeline = (id: string, suffix: string, forge = github()) => new ImagePipeline(root, id, {
      registry: 'ghcr.io', images: [router(detachedRoot())], release: ReleaseScheme.upstream(UPSTREAM, suffix), forges: [forge],
    });
    const all = [pipeline('One', 'mt'), pipeline('Two', 'mt'), pipeline('Three', 'hub'), pipeline('Elsewhere', 'mt', woodpecker())];
    expect(all.map(each => late(each))).toEqual([
      [], ['ci/release-twice: The pipeline One tags v<version>-mt.1 for each TAILSCALE_VERSION too.'], [], [],
    ]);
  });
});

test('paths are from the root of the repository, and the context is the folder of the project', () => {
  const plan = planOf({ fromRoot: (_: IConstruct, path: string) => `packages/a${path === '.' ? '' : `/${path}`}` });
  const files = new Map(pipelineOf().renderFiles(plan).map(({ path, text }) => [path, text]));
  expect(files.get('.github/workflows/build.yml')).toMatch(/ context: packages\/a\n +file: packages\/a\/Dockerfile\n/);
  expect(files.get('.github/workflows/release.yml')).toContain('verify --manifest packages/a/Dockerfile.imagewright.json ');
  expect(files.get('.woodpecker/build.yaml')).toMatch(/ context: packages\/a\n +dockerfile: packages\/a\/Dockerfile\n/);
  expect(files.get('.woodpecker/release-tag.yaml')).toContain("p;q;}' packages/a/Dockerfile)");
});

test('a smoke test on a platform that the image has not is one problem, whatever the forges can run', () => {
  const props = withSmoke({ command: ['/hello'], platforms: [Platform.LINUX_S390X] });
  expect(idsOf({ ...props, forges: [github()] })).toEqual(['ci/smoke-platform']);
});

describe('what a forge cannot do is a problem that names both', () => {
  test('Woodpecker runs a smoke test on its agent and nowhere else', () => {
    const problems = Problems.of(pipelineOf({ ...withSmoke({ command: ['/hello'], platforms: [Platform.LINUX_ARM64] }), forges: [woodpecker()] })).all();
    expect(_formatReport(problems)).toBe(`error  ci/unsupported
  Woodpecker cannot run the smoke test "/hello" of router on linux/arm64.
    at pipeline
  Why: A step runs on the platform of its agent, which is linux/amd64, so the image would be promoted without this test.
  Fix: Omit platforms, so that each forge tests where it can, or remove these.`);
  });

  test('Woodpecker has no agent for any platform of the image', () => {
    const images = [router(detachedRoot(), 'router', [Platform.LINUX_ARM64])];
    expect(idsOf({ images, forges: [woodpecker()] })).toEqual(['ci/unsupported']);
    const other = woodpecker({ agentPlatform: Platform.LINUX_ARM64 });
    expect(idsOf({ images, forges: [other] })).toEqual([]);
  });

  test('GitHub has neither a runner nor QEMU for 32-bit MIPS', () => {
    const images = [{ ...router(detachedRoot(), 'router', [Platform.LINUX_AMD64, Platform.LINUX_MIPSLE]) }];
    const only = [{ ...images[0], smokeTests: [{ command: ['/hello'], platforms: [Platform.LINUX_MIPSLE] }] }];
    expect(idsOf({ images: only, forges: [github()] })).toEqual(['ci/unsupported']);
    expect(idsOf({ images, forges: [github()] })).toEqual([]);
  });
});

test('only an image of which everything is pinned has the same digest when it is built again', () => {
  const root = detachedRoot();
  const of = (script: string) => {
    const image = new ContainerImage(root, script.replace(/\W+/g, '-'), { platforms: [Platform.LINUX_AMD64] });
    const stage = new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds' });
    stage.run([script]);
    image.defineRuntime(stage);
    const pipeline = pipelineOf({ images: [{ image, repository: 'acme/a' }], forges: [github()] });
    const files = pipeline.renderFiles(planOf({ planOf: each => ({ ..._resolveImage(each), pins: [UPSTREAM] }) as never }));
    return files.find(({ path }) => path.endsWith('/release.yml'))!.text.split('\n').find(line => line.includes('Another build'));
  };
  expect(of('make')).toBe('# Another build of the same commit has the same digest.');
  expect(of('apt-get install gcc')).toBe('# Another build of the same commit can have another digest: '
    + 'the stage "build" runs `apt-get install gcc`, which takes the newest packages.');
});

test('Woodpecker asks for a privileged step, unless the server lists the plugin', () => {
  const build = (privileged?: boolean) => filesOf(pipelineOf({ forges: [Forge.woodpecker({ privileged })] }))['.woodpecker/build.yaml'];
  expect(build()).toContain('privileged: true');
  expect(build(false)).not.toContain('privileged:');
  expect(build(false)).toContain('# - the plugin in WOODPECKER_PLUGINS_PRIVILEGED of the server, because it starts its own Docker daemon\n');
});

test('a rollback of several images asks for one', () => {
  const root = detachedRoot();
  const files = filesOf(pipelineOf({ images: ['a', 'b'].map(id => router(root, id)) }));
  const { on, env } = parse(files['.github/workflows/rollback.yml']);
  expect(on.workflow_dispatch.inputs.image).toEqual({ description: 'The image', type: 'choice', required: true, options: ['acme/a', 'acme/b'] });
  expect(env.IMAGE).toBe('registry.example.com/${{ inputs.image }}');
  expect(files['.woodpecker/rollback.yaml']).toContain('ROLLBACK_IMAGE is not $REPOSITORY');
});

test.each(['0 4 31 2 *', '0 0 30 feb *', '0 0 31 4,6,9,11 *', '0 0 31 */2 *'])('%s: only the last one is ever due', schedule => {
  expect(idsOf({ renovate: { schedule } })).toEqual(schedule.includes('*/2') ? [] : ['ci/schedule']);
});

test('a release follows a pin that no image uses', () => {
  const other = [{ name: 'TAILSCALE_VERSIONS' }] as never;
  const [problem] = pipelineOf().findProblems(planOf({}, other));
  expect(problem).toEqual({
    id: 'ci/version-pin',
    where: 'pipeline',
    what: 'No image of the pipeline uses TAILSCALE_VERSION. Did you mean "TAILSCALE_VERSIONS"?',
    why: 'A release is tagged when its line in the Dockerfile changes, and there is no such line.',
    fix: 'Follow one of: TAILSCALE_VERSIONS; or release by hand with ReleaseScheme.byHand().',
  });
  expect(pipelineOf().findProblems(planOf())).toEqual([]);
  expect(pipelineOf({ release: ReleaseScheme.byHand() }).findProblems(planOf({}, other))).toEqual([]);
});

test('the version is read from the Dockerfile of the image that uses the pin', () => {
  const root = detachedRoot();
  const [server, client] = [router(root, 'server'), router(root, 'client')];
  Object.assign(client.image, { dockerfile: 'client/Dockerfile' });
  const pipeline = pipelineOf({ images: [server, client] });
  const pins = (image: unknown) => (image === client.image ? [{ name: 'TAILSCALE_VERSION' }] : []);
  const empty = { models: [], contextPaths: [], contextPatterns: [] };
  const files = pipeline.renderFiles(planOf({ planOf: image => ({ ...empty, pins: pins(image) }) as never }));
  expect(files.find(({ path }) => path === '.woodpecker/release-tag.yaml')!.text).toContain("p;q;}' client/Dockerfile)");
});

test.each([
  { images: 1, forge: woodpecker(), paths: ALL.map(name => `.woodpecker/${name}.yaml`) },
  { images: 2, forge: woodpecker(), paths: ALL.map(name => `.woodpecker/${name}.yaml`) },
  { images: 1, forge: github(), paths: ALL.map(name => `.github/workflows/${name}.yml`) },
  { images: 2, forge: github(), paths: ALL.map(name => `.github/workflows/${name}.yml`) },
])('$forge.name writes the files of $images image(s)', ({ images, forge, paths }) => {
  const root = detachedRoot();
  const published = images === 1 ? [router(root)] : ['a', 'b'].map(id => router(root, id));
  expect(Object.keys(filesOf(pipelineOf({ images: published, forges: [forge] })))).toEqual(paths);
});

test('without a program to follow there is no release-tag, without Renovate no renovate, and without another bot nothing completes its updates', () => {
  const files = filesOf(pipelineOf({ release: ReleaseScheme.byHand(), renovate: undefined, hostedBot: undefined, forges: [woodpecker()] }));
  expect(Object.keys(files)).toEqual(['build', 'release', 'rollback', 'synthesis'].map(name => `.woodpecker/${name}.yaml`));
});

test('a pipeline reads nothing of a plan that an output of a user cannot read', () => {
  const image = { pins: [UPSTREAM] };
  const readable = {
    marker: MARKER,
    images: [image],
    outputs: [],
    imageOf: () => ({ ...image, models: [] }),
    pathOf: (_: IConstruct, path: string) => path,
    isTaken: () => false,
  };
  const plan = Object.create(RepositoryPlan.prototype, Object.getOwnPropertyDescriptors(readable)) as RepositoryPlan;
  const pipeline = pipelineOf();
  expect(Object.fromEntries(pipeline.renderFiles(plan).map(({ path, text }) => [path, text]))).toEqual(filesOf(pipeline));
  expect(pipeline.findProblems(plan)).toEqual([]);
});
