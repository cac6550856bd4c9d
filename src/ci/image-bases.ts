import { Problem, _findLevels } from '../core';
import { listBuilt } from './built-images';
import type { Pipeline, PipelineImage } from './pipeline';

/** The images that are contexts of an image, by the names that its Dockerfile gives to them. */
export function listBases({ inputs: { contexts } }: PipelineImage, images: readonly PipelineImage[]): { context: string; image: PipelineImage }[] {
  return contexts.flatMap(({ name, node }) => images.filter(image => image.node === node).map(image => ({ context: name, image })));
}

/** The images by their levels: those of one are built from images of lower levels only, so they can be built at the same time. There is at least one. */
export function listBuildLevels(images: readonly PipelineImage[]): PipelineImage[][] {
  const levels = _findLevels(images.map(image => ({ name: image.node, needs: listBases(image, images).map(base => base.image.node) })));
  return Array.from({ length: Math.max(0, ...levels.values()) + 1 }, (_, level) => images.filter(({ node }) => levels.get(node) === level));
}

/** Reports contexts that are images, for a forge that builds an image before those that it is a context of. */
export function findUnorderedBases(forge: string, pipeline: Pipeline): Problem[] {
  const images = listBuilt(pipeline);
  return [...images.flatMap(image => findMissingBases(forge, image, images)), ...findBasesReleasedApart(forge, pipeline)];
}

/** Reports contexts of an image that the pipeline would have to build, and does not. */
export function findMissingBases(forge: string, image: PipelineImage, images: readonly PipelineImage[]): Problem[] {
  const known = listBases(image, images).map(({ context }) => context);
  return image.inputs.contexts.filter(({ name, node }) => node !== undefined && !known.includes(name)).map(context => ({
    id: 'ci/unsupported',
    what: `${forge} cannot build ${image.name}: its context "${context.name}" is ${context.image}, which is no image of the pipeline.`,
    why: `${forge} builds the images of its pipeline only.`,
    fix: `Add ${context.image} to the images of the pipeline, or use a published image by digest: NamedContext.registry(…).`,
  }));
}

/** Reports images whose contexts are released by other git tags, for a forge that builds no image but those of the tag. */
function findBasesReleasedApart(forge: string, { workflows }: Pipeline): Problem[] {
  const released = workflows.flatMap(({ triggers, jobs }) => triggers.flatMap(trigger => (trigger.on === 'tag'
    ? jobs.flatMap(job => (job.does === 'publish' ? [{ image: job.image, pattern: trigger.pattern }] : [])) : [])));
  const patterns = new Map(released.map(({ image, pattern }) => [image.node, pattern]));
  return released.flatMap(({ image, pattern }) => (
    listBases(image, released.map(each => each.image)).filter(base => patterns.get(base.image.node) !== pattern).map(({ context, image: base }) => ({
      id: 'ci/unsupported',
      what: `${forge} cannot release ${image.name}: its context "${context}" is ${base.name}, which another git tag releases, ${patterns.get(base.node)}.`,
      why: `${forge} builds the images of a git tag only.`,
      fix: 'Give both images one release scheme, or use a published image by digest: NamedContext.registry(…).',
    }))
  ));
}
