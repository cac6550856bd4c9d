import { Problem, _findLevels } from '../core';
import { listBuilt } from './built-images';
import type { Pipeline, PipelineImage } from './pipeline';

/** An image that another one is built from. */
export interface ImageBase {
  /** The name that the Dockerfile of the other one gives to it. */
  readonly context: string;
  readonly image: PipelineImage;
}

/** Which of some images are built from which. */
export class ImageBases {
  private readonly byNode = new Map<string, PipelineImage[]>();
  private readonly bases: ReadonlySet<string | undefined>;

  public constructor(private readonly images: readonly PipelineImage[]) {
    for (const image of images) this.byNode.set(image.node, [...this.byNode.get(image.node) ?? [], image]);
    this.bases = new Set(images.flatMap(({ inputs }) => inputs.contexts.map(({ node }) => node)));
  }

  /** Those that an image is built from. */
  public of({ inputs: { contexts } }: PipelineImage): ImageBase[] {
    return contexts.flatMap(({ name, node = '' }) => (this.byNode.get(node) ?? []).map(image => ({ context: name, image })));
  }

  /** Whether any is built from this one. */
  public isBase({ node }: PipelineImage): boolean {
    return this.bases.has(node);
  }

  /** All of them by their levels: those of one are built from images of lower levels only, so they can be built at the same time. There is at least one. */
  public get levels(): PipelineImage[][] {
    const found = _findLevels(this.images.map(image => ({ name: image.node, needs: this.of(image).map(base => base.image.node) })));
    const levels: PipelineImage[][] = Array.from({ length: Math.max(0, ...new Set(found.values())) + 1 }, () => []);
    for (const image of this.images) levels[found.get(image.node)!].push(image);
    return levels;
  }
}

/** Reports contexts that are images, for a forge that builds an image before those that it is a context of. */
export function findUnorderedBases(forge: string, pipeline: Pipeline): Problem[] {
  const images = listBuilt(pipeline);
  const bases = new ImageBases(images);
  return [...images.flatMap(image => findMissingBases(forge, image, bases)), ...findBasesReleasedApart(forge, pipeline)];
}

/** Reports contexts of an image that the pipeline would have to build, and does not. */
export function findMissingBases(forge: string, image: PipelineImage, bases: ImageBases): Problem[] {
  const known = bases.of(image).map(({ context }) => context);
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
  const bases = new ImageBases(released.map(({ image }) => image));
  return released.flatMap(({ image, pattern }) => (
    bases.of(image).filter(base => patterns.get(base.image.node) !== pattern).map(({ context, image: base }) => ({
      id: 'ci/unsupported',
      what: `${forge} cannot release ${image.name}: its context "${context}" is ${base.name}, which another git tag releases, ${patterns.get(base.node)}.`,
      why: `${forge} builds the images of a git tag only.`,
      fix: 'Give both images one release scheme, or use a published image by digest: NamedContext.registry(…).',
    }))
  ));
}
