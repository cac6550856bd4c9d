import { Problem, _quoteValue } from '../core';
import { createProblem } from './create-problem';
import type { ImagePipelineProps, PublishedImage } from './image-pipeline-props';
import { REPOSITORY } from './reference-forms';
import { findRepository } from './repositories';

/** Reports paths in registries that the pipeline does not have, invalid ones, and images that would replace each other. */
export function findRepositoryProblems({ registry, furtherRegistries = [], images }: ImagePipelineProps): Problem[] {
  const hosts = furtherRegistries.map(({ host }) => host);
  const clashing = hosts.map(host => findOdd(images, image => `${findRepository(image, host)} ${image.tagSuffix ?? ''}`, image => image.repository));
  const separate = hosts.map(host => findOdd(images, image => image.repository, image => findRepository(image, host)));
  return images.flatMap(image => [
    ...Object.entries(image.repositories ?? {}).flatMap(([host, path]) => checkPath(hosts, host, path)),
    ...hosts.filter((_, i) => clashing[i].has(image)).map(host => (
      createProblem('ci/repository', `Two images are published as "${findRepository(image, host)}" in ${host}, and not in ${registry}.`,
        'One would replace the other under the same tags.', 'Give each its own path there: images: [{ image, repository, repositories }].')
    )),
    ...hosts.filter((_, i) => separate[i].has(image)).map(host => (
      createProblem('ci/repository', `Two variants of "${image.repository}" have different paths in ${host}.`,
        'A rollback moves a tag of one repository in each registry.', 'Give both the same repositories.')
    )),
  ].map(problem => ({ where: image.image.node.path, ...problem })));
}

/** The images that have a key in common with one before them, and another value. */
function findOdd(
  images: readonly PublishedImage[], keyOf: (image: PublishedImage) => string, valueOf: (image: PublishedImage) => string,
): ReadonlySet<PublishedImage> {
  const known = new Map<string, Set<string>>();
  return new Set(images.filter(image => {
    const values = known.get(keyOf(image)) ?? new Set();
    known.set(keyOf(image), values.add(valueOf(image)));
    return values.size > 1;
  }));
}

function checkPath(hosts: readonly string[], host: string, path: string): Problem[] {
  if (!hosts.includes(host)) {
    return [createProblem('ci/repository', `An image has a path in ${_quoteValue(host)}, which is none of furtherRegistries.`, 'Nothing is published there.',
      hosts.length === 0 ? 'Remove it: the path in the registry is repository.' : `Choose from: ${hosts.join(', ')}. The path in the main registry is repository.`)];
  }
  return REPOSITORY.test(path) ? [] : [createProblem('ci/repository', `${_quoteValue(path)} is not the path of a repository in ${host}.`,
    'The registry would refuse the push.', 'Write it without the registry, in lower-case letters and digits, separated by "/", ".", "_" or "-": acme/router.')];
}
