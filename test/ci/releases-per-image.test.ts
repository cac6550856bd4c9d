import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ALL_FORGES, FORGES, PINS, UPSTREAM, filesOf, github, gitlab, pipelineOf, planOf, router } from './samples';
import { Forge, ImagePipelineProps, PublishedImage, ReleaseScheme } from '../../src/ci';
import { haveCommonTag } from '../../src/ci/release-names';
import { Platform, Problems } from '../../src/core';
import { ContainerImage, NamedContext } from '../../src/image';
import { detachedRoot } from '../support/root';

const API = ReleaseScheme.byHand('v*', { gitTagPrefix: 'api-' });

/** A program that is packaged, two images with one version, and pages that are built anew each week. */
function images(root = detachedRoot()): PublishedImage[] {
  const [packaged, api, worker, docs] = ['router', 'api', 'worker', 'docs'].map(id => router(root, id, [Platform.LINUX_AMD64, Platform.LINUX_ARM64]));
  return [
    packaged,
    { ...api, release: API },
    { ...worker, release: ReleaseScheme.byHand('v*', { gitTagPrefix: 'api-' }) },
    { ...docs, release: ReleaseScheme.calendar('0 4 * * 1', 'v', { gitTagPrefix: 'docs/' }), smokeTests: undefined },
  ];
}

function draw(forge: Forge, props: Partial<ImagePipelineProps> = {}): Record<string, string> {
  const files = filesOf(pipelineOf({ images: images(), forges: [forge], renovate: undefined, hostedBot: undefined, ...props }));
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path.includes('/child/') ? `child-${basename(path)}` : basename(path), text]));
}

const SCRIPT = Forge.script({ versions: PINS });

describe.each([...FORGES, SCRIPT])('images with releases of their own: $name', forge => {
  const files = draw(forge);

  test.each(Object.keys(files).filter(name => /release|rollback|images\.sh/.test(name)))('%s', async name => {
    await expect(files[name]).toMatchFileSnapshot(`../golden/ci/${forge.name.toLowerCase()}-releases/${name}`);
  });
});

test.each(ALL_FORGES)('on $name, each scheme has its workflows', forge => {
  const names = Object.keys(draw(forge)).filter(name => /release/.test(name)).map(name => name.replace(/\.ya?ml$/, ''));
  const usual = ['release-docs', 'release-router', 'release-tag', 'release-tag-docs'];
  expect(names.sort()).toEqual([...usual, 'releases-api', ...forge.name === 'GitLab' ? ['child-releases-api'] : []].sort());
});

describe('on GitHub', () => {
  const files = draw(github());
  const read = (name: string) => parse(files[`${name}.yml`]);

  test('a tag that a workflow makes starts the releases of its scheme alone', () => {
    expect(Object.keys(read('release-tag').jobs)).toEqual(['tag', 'release-router']);
    expect(Object.keys(read('release-tag-docs').jobs)).toEqual(['tag', 'release-docs']);
    expect(read('release-docs').on).toHaveProperty('workflow_call');
    expect(read('releases-api').on).toEqual({ push: { tags: ['api-v*'] }, workflow_dispatch: expect.anything() });
  });

  test('each job of a release finds its name in the git tag, and the commit of the git tag is built', () => {
    const { env, jobs } = read('releases-api');
    expect(env).toMatchObject({ GIT_TAG: '${{ inputs.tag || github.ref_name }}' });
    expect(env).not.toHaveProperty('TAG');
    for (const job of Object.values<any>(jobs)) expect(job.steps[0]).toMatchObject({ name: 'Name the release', run: expect.stringContaining('TAG=${GIT_TAG#api-}') });
    expect(jobs.build.steps[1].with.ref).toBe('refs/tags/${{ env.GIT_TAG }}');
  });

  test('a release by hand refuses the tag of another scheme', () => {
    expect(read('release-router').jobs.build.steps[0].run).toContain('  v*-mt.*) ;;');
  });

  test('promotions of a repository and its rollbacks have one order, whether a release has one image or several', () => {
    expect(read('release-router').jobs.promote.concurrency.group).toBe('promote-acme/router');
    expect(read('releases-api').jobs.promote.concurrency.group).toBe('promote-${{ matrix.repository }}');
    expect(read('rollback').jobs.rollback.concurrency.group).toBe('promote-${{ inputs.image }}');
  });
});

test('the pipeline of one image has the usual names, and its own prefix', () => {
  const files = draw(github(), { images: images().slice(1, 2), release: API });
  expect(Object.keys(files)).toEqual(['build.yml', 'release.yml', 'rollback.yml', 'synthesis.yml']);
  expect(parse(files['release.yml']).jobs.promote.concurrency.group).toBe('promote');
});

test('a release that follows a version reads it in the Dockerfile of its image', () => {
  const root = detachedRoot();
  const [first, second] = ['first', 'second'].map(id => router(root, id));
  const own = { ...second, release: ReleaseScheme.upstream(UPSTREAM, 'mt', { gitTagPrefix: 'second-' }) };
  const pipeline = pipelineOf({ images: [first, own], release: ReleaseScheme.byHand(), forges: [github()] });
  const files = pipeline.renderFiles(planOf({ fromRoot: ({ node }, path) => `${node.id}/${path}` }));
  const { text } = files.find(({ path }) => path.endsWith('/release-tag-second.yml'))!;
  expect(text).toContain("p;q;}' second/Dockerfile)");
  expect(text).toContain('"refs/tags/second-$upstream-mt.*"');
  expect(text).toContain('tag=second-$upstream-mt.1');
});

function problemsOf(props: Partial<ImagePipelineProps>): string[] {
  return Problems.of(pipelineOf(props)).all().map(({ id, what }) => `${id}: ${what}`);
}

/** Two images, of which the second one has a scheme of its own. */
function two(release: ReleaseScheme, props: Partial<PublishedImage> = {}, ids = ['one', 'two']): PublishedImage[] {
  const root = detachedRoot();
  const [one, other] = ids.map(id => router(root, id));
  return [one, { ...other, release, ...props }];
}

describe('problems', () => {
  test('the sample has none', () => expect(problemsOf({ images: images() })).toEqual([]));

  test('a git tag that is a release of two schemes', () => {
    expect(problemsOf({ images: two(ReleaseScheme.byHand()) })).toEqual(['ci/release-twice: A git tag can be a release of one, v*-mt.*, and of two, v*.']);
    expect(problemsOf({ images: two(ReleaseScheme.calendar('0 4 * * *')) })).toEqual(['ci/release-twice: A git tag can be a release of one, v*-mt.*, and of two, v20*.*.*.']);
  });

  test('two schemes in a repository', () => {
    expect(problemsOf({ images: two(API, { repository: 'acme/one', tagSuffix: 'slim' }) })).toEqual(['ci/release-scheme: The images in "acme/one" have different release schemes.']);
  });

  test('a scheme of the pipeline that releases nothing', () => {
    expect(problemsOf({ images: two(API).map(each => ({ ...each, release: API })) })).toEqual(['ci/release-scheme: No image of the pipeline is released as v*-mt.*.']);
  });

  test('a floating tag that looks like a release of one of them', () => {
    expect(problemsOf({ images: two(ReleaseScheme.byHand('s*', { gitTagPrefix: 'api-' })) })).toEqual(['ci/tag: The tag :stable looks like a release: stable matches s*.']);
    expect(problemsOf({ images: two(ReleaseScheme.byHand('*.*.*', { gitTagPrefix: 'api-v' })) })).toEqual([]);
  });

  test('a schedule that is never due', () => {
    expect(problemsOf({ images: two(ReleaseScheme.calendar('0 4 30 2 *', 'v', { gitTagPrefix: 'docs-' })) })).toEqual([expect.stringMatching(/^ci\/schedule: /)]);
  });

  test('an image whose releases would be the workflow that tags those of another one', () => {
    expect(problemsOf({ images: two(ReleaseScheme.onMerge('v', { gitTagPrefix: 'docs-' }), {}, ['tag-docs', 'docs']) })).toEqual([
      'ci/name: An image of the pipeline is called "tag-docs", so its releases would be the workflow release-tag-docs.',
    ]);
  });

  test('a version that only an image with another scheme uses', () => {
    const root = detachedRoot();
    const [one, other] = ['one', 'two'].map(id => router(root, id));
    const pipeline = pipelineOf({ images: [one, { ...other, release: ReleaseScheme.byHand('v*', { gitTagPrefix: 'two-' }) }] });
    const plan = planOf({ planOf: image => ({ pins: image === other.image ? [UPSTREAM] : [], models: [] }) as never });
    expect(pipeline.findProblems(plan).map(({ id, what }) => `${id}: ${what}`)).toEqual(['ci/version-pin: None of one uses TAILSCALE_VERSION.']);
  });
});

test('GitLab cannot build an image from one that another git tag releases', () => {
  const root = detachedRoot();
  const one = router(root, 'one');
  const image = new ContainerImage(root, 'two', { platforms: one.image.platforms, contexts: { base: NamedContext.image(one.image) } });
  const all = (release: ReleaseScheme) => [one, { ...router(root, 'three'), release }, { image, repository: 'acme/two', release }];
  const whats = (release: ReleaseScheme) => problemsOf({ images: all(release), forges: [gitlab()] }).filter(each => each.includes('another git tag'));
  expect(whats(API)).toEqual(['ci/unsupported: GitLab cannot release two: its context "base" is one, which another git tag releases, v*-mt.*.']);
});

test('a scheme is the same if its releases are', () => {
  const make = (prefix: string) => ReleaseScheme.calendar('0 4 * * 1', 'v', { gitTagPrefix: prefix });
  expect(make('a-')._key).toBe(make('a-')._key);
  expect(make('a-')._key).not.toBe(make('b-')._key);
  expect(ReleaseScheme.byHand('av*')._key).not.toBe(ReleaseScheme.byHand('v*', { gitTagPrefix: 'a' })._key);
  expect(ReleaseScheme.onMerge()._key).not.toBe(ReleaseScheme.calendar('0 4 * * 1')._key);
});

test.each([
  ['v*', 'v*-mt.*', true],
  ['v*-mt.*', 'v20*.*.*', true],
  ['api-v*', 'v*', false],
  ['*-api', 'v*', true],
  ['a*b', 'a*c', false],
  ['a*', 'a', true],
  ['a', 'a', true],
  ['a', 'ab', false],
  ['**', 'x', true],
  ['a*b*c', 'abc', true],
  ['api/v*', 'api/v1', true],
])('%s and %s have a tag in common: %s', (one, other, expected) => {
  expect(haveCommonTag(one, other)).toBe(expected);
  expect(haveCommonTag(other, one)).toBe(expected);
});
