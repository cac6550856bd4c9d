import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FORGES, PINS, filesOf, pipelineOf, router } from './samples';
import { Forge, ImagePipelineProps, PipelineCache } from '../../src/ci';
import { Platform, Problems } from '../../src/core';
import { BuildCache, ContainerImage } from '../../src/image';
import { detachedRoot } from '../support/root';

function rebuilds(props: Partial<ImagePipelineProps>): [path: string, text: string][] {
  return Object.entries(filesOf(pipelineOf({ rebuildSchedule: '0 3 * * 1', ...props }))).filter(([path]) => path.includes('rebuild'));
}

describe.each(FORGES)('$name', forge => {
  test('an image is built on a schedule', async () => {
    const [[path, text], ...others] = rebuilds({ forges: [forge] });
    expect(others).toEqual([]);
    await expect(text).toMatchFileSnapshot(`../golden/ci/${forge.name.toLowerCase()}/${basename(path)}`);
  });

  test('without a cache, and without a secret of the registry', () => {
    const root = detachedRoot();
    const image = { ...router(root), image: new ContainerImage(root, 'cached', { platforms: [Platform.LINUX_AMD64], cacheFrom: [BuildCache.registry('ghcr.io/acme/cache:main')] }) };
    const [[, text]] = rebuilds({ forges: [forge], images: [image], cache: PipelineCache.forge() });
    expect(text).not.toMatch(/cache[-_](from|to)|ghcr\.io|type=gha|REGISTRY|packages:/);
  });

  test('several images share one, and the schedule', () => {
    const root = detachedRoot();
    const files = rebuilds({ forges: [forge], images: ['a', 'b'].map(id => router(root, id)) });
    expect(new Set(files.map(([path]) => basename(path).split('.')[0]))).toEqual(new Set(['rebuild']));
    expect(files[0][1]).toMatch(/cron: rebuild\n|cron: 0 3 \* \* 1\n|IMAGES_TASK == "rebuild"\n/);
  });
});

test('the script starts nothing', () => {
  const found = Problems.of(pipelineOf({ rebuildSchedule: '0 3 * * 1', forges: [Forge.script({ versions: PINS })], renovate: undefined, hostedBot: undefined })).all();
  expect(found.map(({ what }) => what)).toEqual(['Script does not build on a schedule: rebuildSchedule has no effect there.']);
});

test('a schedule that no forge accepts is reported', () => {
  expect(Problems.of(pipelineOf({ rebuildSchedule: 'weekly' })).all().map(({ id }) => id)).toEqual(['ci/schedule']);
});
