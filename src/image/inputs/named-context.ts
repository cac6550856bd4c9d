import type { IConstruct } from 'constructs';
import { Platform, _checkRepositoryPath, _isDigest, _isTag, _quoteValue, _refuse } from '../../core';
import { _isPinned } from '../pinned-reference';

/** A `ContainerImage` as the context of another one. No other class implements it. */
export interface IContainerImage extends IConstruct {
  /** The platforms that the image is built for. */
  readonly platforms: Platform[];
}

/** Options of an OCI layout as a base. */
export interface OciLayoutOptions {
  /**
   * The image in the layout, by its annotation `org.opencontainers.image.ref.name`.
   * @default "latest"
   */
  readonly tag?: string;
  /**
   * The digest of the image: the build stops if the layout does not have it. Without one, the layout in the repository says which image it is.
   * @default - that of the tag
   */
  readonly digest?: string;
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
   * An image in the repository, in an OCI layout: a directory with `oci-layout`, `index.json` and `blobs`.
   *
   * @param path from the root of the project, e.g. `vendor/python`
   * @throws `image/context`
   * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md
   */
  public static ociLayout(path: string, options: OciLayoutOptions = {}): NamedContext {
    const { tag, digest } = options;
    const name = [_checkRepositoryPath(path, 'image/context'), ...tag === undefined ? [] : [`:${tag}`], ...digest === undefined ? [] : [`@${digest}`]].join('');
    if (!/[:@]/.test(path) && (tag === undefined || _isTag(tag)) && (digest === undefined || _isDigest(digest))) return new NamedContext({ layout: path, layoutImage: name });
    return _refuse({
      id: 'image/context',
      what: `${_quoteValue(name)} does not name an image in an OCI layout.`,
      why: 'Buildx reads PATH:TAG@DIGEST, and would look for another directory or image.',
      fix: 'Write a path without ":" and "@", a tag of at most 128 letters, digits, "_", "." and "-", and "sha256:" with 64 hexadecimal digits in lower case.',
    });
  }

  /**
   * Another image of the same project. `docker buildx bake` builds it first, and so does a pipeline, except on Woodpecker (`ci/unsupported`).
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

  /** The directory of the OCI layout. */
  public readonly layout?: string;
  /** The image in the OCI layout, as buildx reads it: `vendor/python:3.13@sha256:…`. */
  public readonly layoutImage?: string;

  private constructor({ image, ...source }: Pick<NamedContext, 'path' | 'reference' | 'layout' | 'layoutImage'> & { image?: IContainerImage }) {
    this.path = source.path;
    this.reference = source.reference;
    this.layout = source.layout;
    this.layoutImage = source.layoutImage;
    this.builtImage = image;
  }

  /**
   * The name of the image that bases of this kind are known by, e.g. in the files of `bases/`; undefined for a directory and for an image of the
   * project.
   *
   * @internal
   */
  public get _imageName(): string | undefined {
    return this.reference ?? (this.layoutImage === undefined ? undefined : `oci-layout://${this.layoutImage}`);
  }

  /**
   * Whether another context is the same.
   *
   * @internal
   */
  public _isSame(other: NamedContext): boolean {
    return this.path === other.path && this._imageName === other._imageName && this.builtImage === other.builtImage;
  }
}
