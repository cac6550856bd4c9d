import { describe, test } from 'vitest';
import { ALL_FORGES, filesOf, pipelineOf } from './samples';
import { Forge, ImageRegistry, ImageTag, PublishedImage, ReleaseScheme } from '../../src/ci';
import { ImageBases } from '../../src/ci/image-bases';
import type { PipelineImage } from '../../src/ci/pipeline';
import { findReleaseProblems } from '../../src/ci/release-problems';
import { findRepositoryProblems } from '../../src/ci/repository-problems';
import { Platform } from '../../src/core';
import { ContainerImage } from '../../src/image';
import { expectLinear } from '../support/linear';
import { detachedRoot } from '../support/root';

/** So many images, each with releases of its own. */
function images(count: number): PublishedImage[] {
  const root = detachedRoot();
  return Array.from({ length: count }, (_, i) => ({
    image: new ContainerImage(root, `image${i}`, { platforms: [Platform.LINUX_AMD64] }),
    repository: `acme/image${i}`,
    repositories: { 'docker.io': `hub/image${i}` },
    release: ReleaseScheme.byHand('v*', { gitTagPrefix: `image${i}-` }),
  }));
}

describe('four times as many images take four times the time', () => {
  test.each([...ALL_FORGES, Forge.script()].map(forge => ({ forge, name: forge.name })))('to draw the files of $name', ({ forge }) => {
    expectLinear(size => {
      const all = images(size).map(({ release: _, ...image }) => image);
      return () => filesOf(pipelineOf({ images: all, forges: [forge], tags: [ImageTag.newest('stable'), ImageTag.edge()], rebuildSchedule: '0 4 * * 1' }));
    }, 50);
  });

  test('to compare their releases', () => {
    expectLinear(size => {
      const all = images(size);
      return () => findReleaseProblems({ release: all[0].release!, images: all });
    }, 300);
  });

  test('to compare their repositories', () => {
    expectLinear(size => {
      const all = images(size);
      const props = { registry: 'ghcr.io', furtherRegistries: [ImageRegistry.dockerHub()], images: all, release: all[0].release!, forges: [] };
      return () => findRepositoryProblems(props);
    }, 300);
  });

  test('to find what each is built from', () => {
    const built = (node: string, base?: string) => ({ node, inputs: { contexts: base === undefined ? [] : [{ name: 'base', node: base }] } }) as unknown as PipelineImage;
    expectLinear(size => {
      const all = [built('base'), ...Array.from({ length: size }, (_, i) => built(`image${i}`, i % 10 === 0 ? 'base' : `image${i - 1}`))];
      return () => {
        const bases = new ImageBases(all);
        return [bases.levels, ...all.map(image => [bases.of(image), bases.isBase(image)])];
      };
    }, 1_000);
  });
});
