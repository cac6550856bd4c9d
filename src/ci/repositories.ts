import { _findOwn } from '../core';
import type { PipelineImage, PipelineRegistry } from './pipeline';

/** The paths of an image in registries. */
type Paths = Pick<PipelineImage, 'repository' | 'repositories'>;

/** The path of an image in a registry, which is not the same everywhere. */
export function findRepository({ repository, repositories = {} }: Paths, host: string): string {
  return _findOwn(repositories, host) ?? repository;
}

/** Whether any of the images has another path in a registry. */
export function hasOtherPaths(images: readonly Paths[], { host }: PipelineRegistry): boolean {
  return images.some(image => findRepository(image, host) !== image.repository);
}
