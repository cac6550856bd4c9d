import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { FORGES, filesOf, github, gitlab, pipelineOf, router, woodpecker } from './samples';
import { Forge, ImagePipelineProps, ImageRegistry, ImageTag, PipelineCache } from '../../src/ci';
import { Platform, Problems } from '../../src/core';
import { BuildCache, ContainerImage } from '../../src/image';
import { detachedRoot } from '../support/root';

const CACHED = { cache: PipelineCache.registry() };

function text(path: string, props: Partial<ImagePipelineProps>): string {
  return filesOf(pipelineOf({ ...CACHED, ...props }))[path];
}

test.each(FORGES)('a build on $name', async forge => {
  const [[path, drawn]] = Object.entries(filesOf(pipelineOf({ ...CACHED, forges: [forge] }))).filter(([each]) => each.includes('/build.'));
  await expect(drawn).toMatchFileSnapshot(`../golden/ci/${forge.name.toLowerCase()}-cache/${path.split('/').at(-1)}`);
});

test.each([...FORGES, Forge.script()])('a release on $name is the same as without it', forge => {
  const draw = (props: Partial<ImagePipelineProps>) => Object.entries(filesOf(pipelineOf({ forges: [forge], ...props }))).filter(([path]) => !/build\.|images\.sh/.test(path));
  expect(draw(CACHED)).toEqual(draw({}));
});

test('no forge warns', () => {
  expect(Problems.of(pipelineOf({ ...CACHED, forges: [...FORGES, Forge.script()], renovate: undefined, hostedBot: undefined })).all().filter(({ id }) => id !== 'ci/unpinned')).toEqual([]);
});

describe('on GitHub', () => {
  const buildOf = (props: Partial<ImagePipelineProps>) => parse(text('.github/workflows/build.yml', { forges: [github()], ...props })).jobs.build;
  const stepsOf = (props: Partial<ImagePipelineProps>) => buildOf(props).steps.map(({ name, if: condition }: any) => (condition === undefined ? name : `${name} if ${condition}`));

  test('each platform has its own, which the main branch writes', () => {
    expect(buildOf({}).steps.find(({ name }: any) => name === 'Build').with).toMatchObject({
      'cache-from': 'type=registry,ref=registry.example.com/acme/router:cache-router-${{ matrix.slug }}',
      'cache-to': "${{ github.event_name == 'push' && format('type=registry,ref=registry.example.com/acme/router:cache-router-{0},mode=max', matrix.slug) || '' }}",
    });
  });

  test('only the main branch has the login, which ends after the build', () => {
    const steps = stepsOf({});
    expect(steps.slice(1, 4)).toEqual(["Log in to registry.example.com, for the cache if github.event_name == 'push'", 'Set up BuildKit', 'Build']);
    expect(steps[4]).toBe('Log out if always()');
    expect(buildOf({}).permissions).toEqual({ contents: 'read' });
  });

  test('the token of the workflow reads in each build', () => {
    expect(stepsOf({ registry: 'ghcr.io' })[1]).toBe('Log in to ghcr.io, for the cache');
    expect(buildOf({ registry: 'ghcr.io' }).permissions).toEqual({ contents: 'read', packages: 'write' });
  });

  test('a registry can have one login to read and another one to write', () => {
    const [ECR, READER] = ['push', 'pull'].map(role => ImageRegistry.ecr({ account: '123456789012', region: 'eu-central-1', role: `arn:aws:iam::123456789012:role/${role}` }));
    const { steps } = buildOf({ registry: ECR.host, registryLogin: ECR, logins: [READER] });
    expect(steps.flatMap(({ uses = '', with: given, if: condition }: any) => (uses.startsWith('aws-actions/') ? [[given['role-to-assume'].split('/')[1], condition]] : []))).toEqual([
      ['pull', 'github.event.pull_request.head.repo.fork != true'], ['push', "github.event_name == 'push'"],
    ]);
    expect(new Set(steps.flatMap(({ id = [] }: any) => id)).size).toBe(2);
    expect(steps.find(({ name }: any) => name === 'Log out').run).toBe(`docker logout ${ECR.host}\n`);
  });

  test('one of the image itself is kept beside it', () => {
    const image = new ContainerImage(detachedRoot(), 'router', { platforms: [Platform.LINUX_AMD64], cacheFrom: [BuildCache.registry('ghcr.io/acme/router:cache')] });
    expect(buildOf({ images: [{ image, repository: 'acme/router' }] }).steps.find(({ name }: any) => name === 'Build').with['cache-from'].trim().split('\n')).toEqual([
      'type=registry,ref=ghcr.io/acme/router:cache', 'type=registry,ref=registry.example.com/acme/router:cache-router-${{ matrix.slug }}',
    ]);
  });
});

describe('with tags of builds, the builds that are published write it', () => {
  const EDGE = { tags: [ImageTag.newest('stable'), ImageTag.edge()] };
  const ECR = ImageRegistry.ecr({ account: '123456789012', region: 'eu-central-1', role: 'arn:aws:iam::123456789012:role/push' });
  const jobOf = (path: string, props: Partial<ImagePipelineProps> = {}) => parse(text(path, { forges: [github()], ...EDGE, ...props })).jobs.build;
  const namesOf = (path: string) => jobOf(path).steps.map(({ name }: any) => name);

  test('GitHub: only they have the login', () => {
    expect(namesOf('.github/workflows/snapshot.yml').slice(1, 6)).toEqual(['Log in to registry.example.com, for the cache', 'Set up BuildKit', 'Source date', 'Build', 'Log out']);
    expect(namesOf('.github/workflows/build.yml')).not.toContain('Log in to registry.example.com, for the cache');
  });

  test.each([
    ['an identity', { registry: ECR.host, registryLogin: ECR }, { contents: 'read' }, { 'contents': 'read', 'id-token': 'write' }],
    ['the token of the workflow', { registry: 'ghcr.io' }, { contents: 'read', packages: 'read' }, { contents: 'read', packages: 'write' }],
  ])('GitHub: a change has no permission to write with %s', (_, props, change, snapshot) => {
    expect(jobOf('.github/workflows/build.yml', props).permissions).toEqual(change);
    expect(jobOf('.github/workflows/snapshot.yml', props).permissions).toEqual(snapshot);
  });

  test('GitHub: a scheduled build uses none', () => {
    const { permissions, steps } = jobOf('.github/workflows/rebuild.yml', { rebuildSchedule: '0 3 * * 1' });
    expect(permissions).toEqual({ contents: 'read' });
    expect(JSON.stringify(steps)).not.toMatch(/cache-router|docker logout/);
  });

  test('GitLab', () => {
    const draw = (name: string) => text(`.gitlab/images/${name}.yml`, { forges: [gitlab()], ...EDGE, rebuildSchedule: '0 3 * * 1' });
    expect(draw('snapshot')).toContain('ref=registry.example.com/acme/router:cache-router');
    expect(draw('rebuild')).not.toContain('cache-router');
    expect(draw('build')).not.toContain('whose builds write the layers');
  });

  test('Woodpecker', () => {
    const draw = (name: string) => parse(text(`.woodpecker/${name}.yaml`, { forges: [woodpecker()], ...EDGE, rebuildSchedule: '0 3 * * 1' }));
    const settingsOf = (name: string) => draw(name).steps[0].settings;
    expect(settingsOf('snapshot').cache_images).toEqual(['registry.example.com/acme/router:cache-router']);
    expect(settingsOf('build').cache_images).toBeUndefined();
    expect(settingsOf('build').cache_from).toEqual(['type=registry\\,ref=registry.example.com/acme/router:cache-router']);
    expect(JSON.stringify(settingsOf('rebuild'))).not.toContain('cache-router');
    expect(draw('snapshot').matrix.include).toEqual([{ REGISTRY: 'registry.example.com', REPOSITORY: 'acme/router' }]);
  });
});

test('on GitLab, it is below the project if the images are', () => {
  const build = text('.gitlab/images/build.yml', { forges: [gitlab({ projectRegistry: true })] });
  expect(build).toContain('--cache-from type=registry,ref="$CI_REGISTRY_IMAGE"/acme/router:cache-router\n');
  expect(build).toContain('--password-stdin "$CI_REGISTRY"');
});

test('on Woodpecker, one of two steps runs, and only that of the main branch has a secret', () => {
  const { steps } = parse(text('.woodpecker/build.yaml', { forges: [woodpecker()] }));
  const events = (when: any) => [when ?? []].flat().map(({ event }: any) => event).join();
  expect(steps.map(({ name, when }: any) => `${name}: ${events(when)}`)).toEqual(['build: pull_request', 'build and cache: push', 'verify: pull_request,push', 'report: ']);
  expect(JSON.stringify(steps[0])).not.toContain('from_secret');
  expect(steps[1].settings).toMatchObject({ cache_images: ['registry.example.com/acme/router:cache-router'], logins: [{ registry: 'registry.example.com' }] });
});

test('the script reads it in builds, and writes it if it is told to', () => {
  const script = text('ci/images.sh', { forges: [Forge.script()] });
  expect(script.replace(/^ +/gm, '')).toContain(`[ -n "$TAG" ] || set -- "$@" --cache-from "type=registry,ref=$MAIN/acme/router:cache-router$(printf %s "\${PLATFORM:+-$PLATFORM}" | tr / -)"
[ -n "$TAG" ] || [ -z "\${WRITE_CACHE:-}" ] || set -- "$@" --cache-to "type=registry,ref=$MAIN/acme/router:cache-router$(printf %s "\${PLATFORM:+-$PLATFORM}" | tr / -),mode=max"
`);
  expect(script).toContain('\n  WRITE_CACHE     anything, to keep the layers of a build in the registry, after a login\n');
});

test('all images can share a repository, each with its own tags', () => {
  const root = detachedRoot();
  const images = ['a', 'b'].map(id => router(root, id));
  const props = { name: 'images', cache: PipelineCache.registry('acme/cache'), images, forges: [gitlab()] };
  for (const id of ['a', 'b']) expect(text('.gitlab/images/child/images-build.yml', props)).toContain(`ref=registry.example.com/acme/cache:cache-images-${id}\n`);
  expect(() => PipelineCache.registry('Acme/Cache:1')).toThrow(/^ci\/repository\n/);
});
