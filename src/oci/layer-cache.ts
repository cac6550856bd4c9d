import type { _LayerContent } from './layer';

/**
 * What is read of the files in a layer.
 *
 * @internal
 */
export interface _LayerOptions {
  /**
   * Whether to compute the SHA-256 of each file.
   * @default false
   */
  readonly digests?: boolean;
  /**
   * Whether to keep the content of a file, by its absolute path. The content of larger files is not kept.
   * @default - only the files that determine how a container starts
   */
  readonly keeps?: (path: string) => boolean;
}

/**
 * The content of a layer, and how it is stored.
 *
 * @internal
 */
export interface _ReadLayer {
  readonly content: _LayerContent;
  readonly digest: string;
  readonly diffId: string;
  readonly mediaType: string;
}

/**
 * Layers that several images share, such as those of a distribution. Like an image, a layer takes memory for each of its entries.
 *
 * @internal
 */
export class _LayerCache {
  private readonly layers = new Map<string, { readonly layer: _ReadLayer; readonly options: _LayerOptions }>();

  /** Finds a layer that was read with the same `digests` and the same function `keeps`. */
  public find(digest: string | undefined, { digests = false, keeps }: _LayerOptions): _ReadLayer | undefined {
    const found = digest === undefined ? undefined : this.layers.get(digest);
    return found !== undefined && (found.options.digests ?? false) === digests && found.options.keeps === keeps ? found.layer : undefined;
  }

  public add(layer: _ReadLayer, options: _LayerOptions): void {
    this.layers.set(layer.digest, { layer, options });
  }
}
