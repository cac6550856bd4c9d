import { _refuseImage } from './refusal';

/**
 * Limits beyond which an image is refused.
 *
 * @internal
 */
export interface _ReadLimits {
  /**
   * Entries of all layers together, each layer as often as an image uses it. Directories that no entry names count as well.
   * @default 2_000_000
   */
  readonly maxEntries: number;
  /**
   * Bytes of all layers together when unpacked, and of a compressed archive around them.
   * @default 68_719_476_736 - 64 GiB
   */
  readonly maxUncompressedBytes: number;
  /**
   * Bytes of one index, manifest or configuration. Registries take 4 MiB.
   * @default 4_194_304
   */
  readonly maxManifestBytes: number;
  /**
   * Nested indexes.
   * @default 4
   */
  readonly maxDepth: number;
  /**
   * Indexes, manifests and layers named by all of them together.
   * @default 10_000
   */
  readonly maxDescriptors: number;
}

/** @internal */
export const _DEFAULT_LIMITS: _ReadLimits = {
  maxEntries: 2_000_000,
  maxUncompressedBytes: 64 * 2 ** 30,
  maxManifestBytes: 4 * 2 ** 20,
  maxDepth: 4,
  maxDescriptors: 10_000,
};

/** Limit for names and link targets together: entries without content could otherwise fill the memory. */
const MAX_NAME_BYTES = 256 * 2 ** 20;

/**
 * Counts what was read of one image, and refuses it when a limit is exceeded.
 *
 * @internal
 */
export class _Budget {
  public readonly limits: _ReadLimits;
  private entries = 0;
  private applied = 0;
  private bytes = 0;
  private descriptors = 0;
  private nameBytes = 0;

  public constructor(options: Partial<_ReadLimits>) {
    this.limits = { ..._DEFAULT_LIMITS, ...options };
  }

  /** @throws `oci/limit` */
  public takeEntry(where: string): void {
    if (++this.entries > this.limits.maxEntries) this.refuseEntries(where);
  }

  /** Counts an entry of a layer that is applied on others. @throws `oci/limit` */
  public takeApplied(where: string): void {
    if (++this.applied > this.limits.maxEntries) this.refuseEntries(where);
  }

  /** @throws `oci/limit` */
  public takeName(bytes: number, where: string): void {
    this.nameBytes += bytes;
    if (this.nameBytes > MAX_NAME_BYTES) _refuseImage('oci/limit', where, `The names in the image have more than ${MAX_NAME_BYTES} bytes in total.`);
  }

  /** @throws `oci/limit` */
  public takeBytes(bytes: number, where: string): void {
    this.bytes += bytes;
    if (this.bytes > this.limits.maxUncompressedBytes) this.refuse(where, `unpacks to more than ${this.limits.maxUncompressedBytes} bytes`, 'maxUncompressedBytes');
  }

  /** @throws `oci/limit` */
  public takeDescriptor(where: string): void {
    if (++this.descriptors > this.limits.maxDescriptors) this.refuse(where, `names more than ${this.limits.maxDescriptors} manifests and layers`, 'maxDescriptors');
  }

  /** @throws `oci/limit` */
  public checkDepth(depth: number, where: string): void {
    if (depth > this.limits.maxDepth) this.refuse(where, `has more than ${this.limits.maxDepth} nested indexes`, 'maxDepth');
  }

  /** @throws `oci/limit` */
  public checkManifest(bytes: number, where: string): void {
    if (bytes > this.limits.maxManifestBytes) _refuseImage('oci/limit', where, `It has ${bytes} bytes, more than ${this.limits.maxManifestBytes} (maxManifestBytes).`);
  }

  private refuseEntries(where: string): never {
    return this.refuse(where, `has more than ${this.limits.maxEntries} entries`, 'maxEntries');
  }

  private refuse(where: string, what: string, limit: keyof _ReadLimits): never {
    return _refuseImage('oci/limit', where, `The image ${what} (${limit}).`);
  }
}
