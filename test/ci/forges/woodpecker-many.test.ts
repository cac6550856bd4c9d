import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { three } from './many';
import { ImagePipelineProps, ImageRegistry, ImageSigning, ImageTag, PipelineCache, VulnerabilityScan } from '../../../src/ci';
import { Platform } from '../../../src/core';
import type { ImagePlan } from '../../../src/plan';
import { detachedRoot } from '../../support/root';
import { UPSTREAM, pipelineOf, planOf, router, woodpecker } from '../samples';

/** The workflows by name, of images of which each reads a folder. */
function draw(props: Partial<ImagePipelineProps> = {}): Record<string, string> {
  const pipeline = pipelineOf({ images: three(), forges: [woodpecker()], ...props });
  const files = pipeline.renderFiles(planOf({
    planOf: ({ node }) => ({ pins: [UPSTREAM], models: [], contextPaths: [`${node.id}/src`], contextPatterns: [] }) as unknown as ImagePlan,
  }));
  return Object.fromEntries(files.map(({ path, text }) => [path.replace(/^\.woodpecker\/|\.yaml$/g, ''), text]));
}

const FILES = draw();

/** Published builds of the main branch, and scheduled ones. */
const PUBLISHED: Partial<ImagePipelineProps> = { rebuildSchedule: '0 3 * * 1', tags: [ImageTag.newest(), ImageTag.edge(), ImageTag.commit()] };

function stepsOf(name: string, files = FILES): any[] {
  return parse(files[name]).steps;
}

const namesOf = (name: string, files = FILES) => stepsOf(name, files).map(step => step.name);

test.each(['build', 'release', 'rollback'])('three images: %s', async name => {
  await expect(FILES[name]).toMatchFileSnapshot(`../../golden/ci/woodpecker-many/${name}.yaml`);
});

describe('a build', () => {
  test('builds all images before anything is installed', () => {
    expect(namesOf('build')).toEqual([
      'build: server', 'build: client', 'build: packed', 'install imagewright', 'verify: server', 'verify: client', 'verify: packed', 'report',
    ]);
  });

  test('skips the steps of an image that a change does not affect', () => {
    for (const title of ['build', 'verify']) {
      expect(stepsOf('build').find(({ name }) => name === `${title}: client`).when).toEqual({
        event: ['pull_request', 'push'],
        path: {
          include: [
            'client/src', 'client/src/**', 'client/Dockerfile', 'client/Dockerfile.dockerignore', 'client/Dockerfile.imagewright.json', '.woodpecker/build.yaml',
          ],
          exclude: ['**/*.md', 'docs/**', 'routeros/**', 'renovate.json'],
        },
      });
    }
    expect(stepsOf('build').at(-1)).not.toHaveProperty('when');
  });

  test('has the condition in each of the two steps that write and read the layers', () => {
    const steps = stepsOf('build', draw({ cache: PipelineCache.registry() }));
    const [read, write] = steps.filter(({ name }) => name.startsWith('build: client'));
    expect([read, write].map(({ name, when }) => [name, when.event])).toEqual([['build: client', 'pull_request'], ['build: client and cache', 'push']]);
    for (const { when: { path } } of [read, write]) expect(path.include).toContain('client/src/**');
  });
});

describe('a release', () => {
  const files = draw({ sbom: true, scan: VulnerabilityScan.grype(), signing: ImageSigning.key(), furtherRegistries: [ImageRegistry.dockerHub()] });

  test('publishes nothing before all images are verified, and promotes nothing before all are published and tested', () => {
    const kinds = [...new Set(namesOf('release', files).map((name: string) => name.replace(/: (server|client|packed).*/, '')))];
    expect(kinds).toEqual([
      'build', 'scan', 'list the contents', 'install imagewright', 'verify', 'publish', 'publish to docker.io',
      'attach the list of contents', 'attach the list of contents in docker.io', 'sign', 'sign in docker.io', 'smoke test', 'promote', 'promote in docker.io',
    ]);
    const names: string[] = namesOf('release', files);
    for (const [first, then] of [['verify', 'publish'], ['publish', 'attach'], ['attach', 'sign'], ['sign', 'smoke'], ['smoke', 'promote']]) {
      expect(names.map(name => name.startsWith(first)).lastIndexOf(true)).toBeLessThan(names.findIndex(name => name.startsWith(then)));
    }
  });

  test('has the secrets of the registry in no step that runs programs of others', () => {
    for (const { name, environment = {} } of stepsOf('release', files)) {
      expect(/^(publish|attach|sign|promote)/.test(name)).toBe('REGISTRY_TOKEN' in environment);
    }
  });

  test('keeps what it makes where no build reads it, each image by its name', () => {
    expect(files.release).not.toMatch(/[^/]image\.(tar|digest)/);
    for (const name of ['server', 'client', 'packed']) expect(files.release).toContain(`dest=../${name}.tar,name=registry.example.com/`);
    expect(parse(files.release).matrix).toBeUndefined();
  });
});

describe('builds that are published or scheduled', () => {
  const files = draw(PUBLISHED);

  test.each(['snapshot', 'rebuild'])('three images: %s', async name => {
    await expect(files[name]).toMatchFileSnapshot(`../../golden/ci/woodpecker-many/${name}.yaml`);
  });

  test('publish no image before all are verified', () => {
    expect(namesOf('snapshot', files)).toEqual([
      'build: server', 'build: client', 'build: packed', 'install imagewright', 'verify: server', 'verify: client', 'verify: packed',
      'publish: server', 'publish: client', 'publish: packed',
    ]);
  });

  test('build and publish the images that a push affects; a schedule builds all', () => {
    for (const title of ['build', 'verify', 'publish']) {
      const { event, path } = stepsOf('snapshot', files).find(({ name }) => name === `${title}: client`).when;
      expect(event).toEqual(['push']);
      expect(path).toEqual({ include: expect.arrayContaining(['client/src/**', '.woodpecker/snapshot.yaml']), exclude: ['**/*.md', 'docs/**', 'routeros/**', 'renovate.json'] });
    }
    for (const step of stepsOf('rebuild', files)) expect(step).not.toHaveProperty('when');
  });
});

describe('the number of files and steps', () => {
  test.each([[1, 9, 3, 2], [50, 9, 151, 101], [200, 9, 601, 401]])('of %d images that are published and built on a schedule', (length, files, snapshot, rebuild) => {
    const root = detachedRoot();
    const drawn = draw({ ...PUBLISHED, images: Array.from({ length }, (_, i) => router(root, `image${i}`, [Platform.LINUX_AMD64, Platform.LINUX_ARM64])) });
    expect([Object.keys(drawn).length, namesOf('snapshot', drawn).length, namesOf('rebuild', drawn).length]).toEqual([files, snapshot, rebuild]);
  });

  test.each([[1, 7, 3, 5], [50, 7, 102, 251], [200, 7, 402, 1001]])('of %d images', (length, files, build, release) => {
    const root = detachedRoot();
    const drawn = draw({ images: Array.from({ length }, (_, i) => router(root, `image${i}`, [Platform.LINUX_AMD64, Platform.LINUX_ARM64])) });
    expect([Object.keys(drawn).length, namesOf('build', drawn).length, namesOf('release', drawn).length]).toEqual([files, build, release]);
    expect(new Set(namesOf('release', drawn)).size).toBe(release);
  });
});
