import { _quoteValue, _refuse } from '../core';
import { REPOSITORY } from './reference-forms';

/**
 * Where the builds of a pipeline keep their layers, apart for each image. Builds of the main branch write it, those of proposed changes read it, and
 * releases do neither: a release is built from nothing but its commit.
 */
export class PipelineCache {
  /**
   * The cache of the forge: on GitHub, that of Actions, apart for each platform; on GitLab, the registry of the project. Other forges have none, and
   * say so (`ci/unsupported`).
   */
  public static forge(): PipelineCache {
    return new PipelineCache('forge');
  }

  /**
   * The registry of the pipeline, on every forge, as tags that begin with `cache-`. Whoever may read the repository may read the cache.
   *
   * @param repository path in the registry of the caches of all images, e.g. `acme/cache`; by default each is in the repository of its image
   * @throws `ci/repository`
   */
  public static registry(repository?: string): PipelineCache {
    if (repository !== undefined && !REPOSITORY.test(repository)) {
      _refuse({
        id: 'ci/repository',
        what: `${_quoteValue(repository)} is not the path of a repository.`,
        why: 'The registry would refuse the cache.',
        fix: 'Write it without the registry, in lower-case letters and digits, separated by "/", ".", "_" or "-": acme/cache.',
      });
    }
    return new PipelineCache('registry', repository);
  }

  private constructor(
    /** @internal */
    public readonly _place: 'forge' | 'registry',
    /** @internal */
    public readonly _repository?: string,
  ) {}
}
