import { describe, test } from 'vitest';
import { ALL_FORGES, filesOf, pipelineOf } from './samples';
import { Forge, ImagePipelineProps, ImageRegistry, ImageTag, PublishedImage, ReleaseScheme } from '../../src/ci';
import { Platform } from '../../src/core';
import { ContainerImage, NamedContext } from '../../src/image';
import { expectLinear } from '../support/linear';
import { detachedRoot } from '../support/root';

const EVERY_FORGE = [...ALL_FORGES, Forge.script()].map(forge => ({ forge, name: forge.name }));

/** So many images, each built from the first one if `isLayered`. */
function images(count: number, isLayered: boolean): PublishedImage[] {
  const root = detachedRoot();
  const base = new ContainerImage(root, 'base', { platforms: [Platform.LINUX_AMD64] });
  const others = Array.from({ length: count - 1 }, (_, i) => new ContainerImage(root, `image${i}`, {
    platforms: [Platform.LINUX_AMD64], contexts: isLayered ? { base: NamedContext.image(base) } : {},
  }));
  return [base, ...others].map(image => ({ image, repository: `acme/${image.node.id}`, repositories: { 'docker.io': `hub/${image.node.id}` } }));
}

/** Declares a pipeline, and draws its files. */
function draw(props: Partial<ImagePipelineProps>): () => unknown {
  return () => filesOf(pipelineOf({
    furtherRegistries: [ImageRegistry.dockerHub()], tags: [ImageTag.newest('stable'), ImageTag.edge()], rebuildSchedule: '0 4 * * 1', ...props,
  }));
}

describe('four times as many images take four times the time', () => {
  test.each(EVERY_FORGE)('$name', ({ forge }) => {
    expectLinear(size => draw({ images: images(size, false), forges: [forge] }), 40);
  });

  test.each(EVERY_FORGE.filter(({ name }) => name !== 'Woodpecker'))('$name, all from one base', ({ forge }) => {
    expectLinear(size => draw({ images: images(size, true), forges: [forge] }), 40);
  });

  test.each(EVERY_FORGE)('$name, each with releases of its own', ({ forge }) => {
    const release = (i: number) => ReleaseScheme.calendar('0 4 * * 1', 'v', { gitTagPrefix: `image${i}-` });
    expectLinear(size => {
      const all = images(size, false).map((image, i) => (i === 0 ? image : { ...image, release: release(i) }));
      return draw({ images: all, forges: [forge], release: release(0) });
    }, 30);
  });
});
