import type { IConstruct } from 'constructs';
import { Platform, _checkRepositoryPath, _refuse } from '../../core';
import { _isPinned } from '../pinned-reference';

/** A `ContainerImage` as the context of another one. No other class implements it. */
export interface IContainerImage extends IConstruct {
  /** The platforms that the image is built for. */
  readonly platforms: Platform[];
}

/**
 * A source of files other than the build context: `FROM NAME`, `COPY --from=NAME` and `--mount=from=NAME` take it instead of an image with
 * that name.
 *
 * @see https://docs.docker.com/build/building/context/#additional-contexts
 */
export class NamedContext {
  /**
   * A directory of the repository.
   *
   * @param path from the root of the project, e.g. `shared`
   * @throws `image/context`
   */
  public static directory(path: string): NamedContext {
    return new NamedContext({ path: _checkRepositoryPath(path, 'image/context') });
  }

  /**
   * An image from a registry, pinned by its digest.
   *
   * @param reference e.g. `alpine:3.23.4@sha256:…`; usually `versions.imagePin('alpine').ref`
   * @throws `image/context`
   */
  public static registry(reference: string): NamedContext {
    if (_isPinned(reference)) return new NamedContext({ reference });
    return _refuse({
      id: 'image/context',
      what: `The image "${reference}" of a context is not pinned by digest.`,
      why: 'A tag can be moved, so the same commit may build another image tomorrow.',
      fix: 'Write name:tag@sha256:<64 hex digits>, preferably in versions.json, where a bot keeps it current.',
    });
  }

  /**
   * Another image of the same project. `docker buildx bake` builds it first. A pipeline cannot do so yet (`ci/unsupported`).
   *
   * @param image declared in the same project
   */
  public static image(image: IContainerImage): NamedContext {
    return new NamedContext({ image });
  }

  /** The directory of the repository. */
  public readonly path?: string;
  /** The image from a registry. */
  public readonly reference?: string;
  /** The image of the same project. */
  public readonly builtImage?: IContainerImage;

  private constructor({ path, reference, image }: { path?: string; reference?: string; image?: IContainerImage }) {
    this.path = path;
    this.reference = reference;
    this.builtImage = image;
  }
}
