import type { _LayerContent } from './layer';

/**
 * What was read of a layer, and how it was stored.
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
 * Layers that several images share, such as those of a distribution. Memory is taken by entries, as by an image.
 *
 * @internal
 */
export class _LayerCache {
  private readonly layers = new Map<string, _ReadLayer>();

  /** @param digests whether the digests of files are needed */
  public find(digest: string | undefined, digests: boolean): _ReadLayer | undefined {
    return this.layers.get(createKey(digest, digests));
  }

  public add(layer: _ReadLayer, digests: boolean): void {
    this.layers.set(createKey(layer.digest, digests), layer);
  }
}

function createKey(digest: string | undefined, digests: boolean): string {
  return `${digest} ${digests}`;
}
