import { Yaml, annotateValue } from '../../../yaml';
import type { Pipeline, PipelineImage, PipelineRegistry } from '../../pipeline';
import { findRepository, hasOtherPaths } from '../../repositories';
import { listRepositories } from '../../variants';

/** The addresses of the images of a workflow, which are defined only here. */
export function renderAddresses(pipeline: Pipeline, images: readonly PipelineImage[]): Yaml | undefined {
  if (images.length === 0) return undefined;
  const repositories = listRepositories(images);
  return annotateValue({
    include: repositories.map(repository => ({
      REGISTRY: pipeline.registry,
      REPOSITORY: repository,
      ...listOtherPaths(pipeline, images.find(image => image.repository === repository)!),
    })),
  }, {
    before: `${repositories.length === 1 ? 'A single entry' : 'One for each image'}: the address of the image is defined only here.`,
  });
}

/** The variable with the path of an image in a further registry: the usual one, unless some image has another path there. */
export function nameRepository({ further, workflows }: Pipeline, registry: PipelineRegistry): string {
  const images = workflows.flatMap(({ jobs }) => jobs.flatMap(job => (job.does === 'publish' ? [job.image] : [])));
  return hasOtherPaths(images, registry) ? `REPOSITORY_${further.indexOf(registry) + 2}` : 'REPOSITORY';
}

function listOtherPaths(pipeline: Pipeline, image: PipelineImage): Record<string, string> {
  const named = pipeline.further.map(registry => [nameRepository(pipeline, registry), findRepository(image, registry.host)] as const);
  return Object.fromEntries(named.filter(([name]) => name !== 'REPOSITORY'));
}
