import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { filesOf, github, pipelineOf, router, woodpecker } from './samples';
import { ImagePipelineProps, PipelineCache } from '../../src/ci';
import { Platform, Problems, _formatReport } from '../../src/core';
import { BuildCache, ContainerImage } from '../../src/image';
import { detachedRoot } from '../support/root';

/** The settings of the steps that build in a workflow, and its text. */
function read(name: string, props: Partial<ImagePipelineProps>) {
  const text = filesOf(pipelineOf({ forges: [github()], cache: PipelineCache.forge(), ...props }))[`.github/workflows/${name}.yml`];
  const steps = Object.values<any>(parse(text).jobs).flatMap(({ steps: each = [] }) => each);
  return { text, builds: steps.filter(({ uses = '' }) => uses.startsWith('docker/build-push-action')).map((step: any) => step.with) };
}

test('each platform has its own layers: all builds read them, those of the main branch write them', () => {
  const { builds: [build] } = read('build', {});
  expect(build['cache-from']).toBe('type=gha,scope=router-${{ matrix.slug }}');
  expect(build['cache-to'])
    .toBe("${{ github.event_name == 'push' && format('type=gha,scope=router-{0},mode=max', matrix.slug) || '' }}");
});

test('the jobs name the platform without smoke tests, too', () => {
  const images = [{ ...router(detachedRoot(), 'router', [Platform.LINUX_ARM64]), smokeTests: [] }];
  expect(parse(read('build', { images }).text).jobs.build.strategy.matrix.include[0].slug).toBe('linux-arm64');
});

test('releases neither read nor write', () => {
  const { text, builds } = read('release', {});
  expect(builds.length).toBe(1);
  expect(text).not.toMatch(/cache-from|cache-to|gha/);
});

test('pipelines and images do not share layers', () => {
  const root = detachedRoot();
  const props = { name: 'images', images: ['a', 'b'].map(id => router(root, id)) };
  const { text, builds } = read('images-build', props);
  expect(builds.map(each => each['cache-from'])).toEqual(['${{ matrix.cache-from }}']);
  const scopes = [...text.matchAll(/"cache-from":"type=gha,scope=([^"]*)"/g)].map(([, scope]) => scope);
  expect([scopes.length, new Set(scopes).size, scopes[0], scopes[4]]).toEqual([8, 8, 'images-a-linux-amd64', 'images-b-linux-amd64']);
});

test('a long name is cut', () => {
  const images = [router(detachedRoot(), 'x'.repeat(80))];
  expect(read('build', { images }).builds[0]['cache-from']).toBe(`type=gha,scope=${'x'.repeat(64)}-\${{ matrix.slug }}`);
});

test('an image with a cache of GitHub keeps it, and others are kept beside that of the pipeline', () => {
  const of = (cache: BuildCache) => {
    const image = new ContainerImage(detachedRoot(), 'router', { platforms: [Platform.LINUX_AMD64], cacheFrom: [cache] });
    return read('build', { images: [{ image, repository: 'acme/router' }] }).builds[0];
  };
  expect(of(BuildCache.githubActions('mine'))['cache-from']).toBe('type=gha,scope=mine-${{ matrix.slug }}');
  expect(of(BuildCache.githubActions('mine'))['cache-to']).toBeUndefined();
  expect(of(BuildCache.registry('ghcr.io/acme/router:cache'))['cache-from'].trim().split('\n')).toEqual([
    'type=registry,ref=ghcr.io/acme/router:cache', 'type=gha,scope=router-${{ matrix.slug }}',
  ]);
});

test('without the option there is none', () => {
  expect(read('build', { cache: undefined }).text).not.toMatch(/cache-from|cache-to/);
});

test('Woodpecker has none, and says so once', () => {
  const pipeline = pipelineOf({ forges: [woodpecker()], cache: PipelineCache.forge(), images: ['a', 'b'].map(id => router(detachedRoot(), id)) });
  expect(_formatReport(Problems.of(pipeline).all())).toBe(`warning  ci/unsupported
  Woodpecker has no cache for builds: PipelineCache.forge() has no effect there.
    at pipeline
  Why: Each build starts without the layers of the one before.
  Fix: Keep the layers in the registry: new ImagePipeline(…, { cache: PipelineCache.registry() }).`);
  expect(Problems.of(pipelineOf({ forges: [github()], cache: PipelineCache.forge() })).all()).toEqual([]);
});
