import type { Problem } from '../core';
import type { Pipeline, PipelineImage } from './pipeline';

/** The images that are contexts of an image, by the names that its Dockerfile gives to them. */
export function listBases({ inputs: { contexts } }: PipelineImage, images: readonly PipelineImage[]): { context: string; image: PipelineImage }[] {
  return contexts.flatMap(({ name, node }) => images.filter(image => image.node === node).map(image => ({ context: name, image })));
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
export function findBasesReleasedApart(forge: string, { workflows }: Pipeline): Problem[] {
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
