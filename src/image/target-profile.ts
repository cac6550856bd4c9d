import type { SizeBudget } from './size-budget';
import { Platform } from '../core';

/** What the place where an image runs can take, and how the image must be exported for it. */
export interface TargetProfileOptions {
  /** Name, for people. */
  readonly name: string;
  /** Whether provenance and SBOM may stand in the image's index, as `unknown/unknown` entries. */
  readonly attestations: boolean;
  /**
   * The platforms of its devices. A device also runs what is for a lower level of its architecture.
   * @default - any
   */
  readonly platforms?: Platform[];
  /**
   * The page sizes of its kernels in bytes, e.g. `[4096, 16384]`.
   * @default - not known
   */
  readonly pageSizes?: number[];
  /**
   * What its devices can take, whatever budgets the image has besides.
   * @default - not limited
   */
  readonly limits?: SizeBudget[];
  /**
   * Whether devices take an image for a new one when the digest of its index has changed.
   * @default false
   */
  readonly comparesDigests?: boolean;
  /**
   * Whether it unpacks no layers but those that are compressed with gzip.
   * @default false
   */
  readonly gzipLayersOnly?: boolean;
  /**
   * Whether a volume is a directory of the device that is mounted over that of the image, so that what the image has there is hidden.
   * @default false
   */
  readonly mountsVolumes?: boolean;
  /**
   * Whether devices get updates as binary deltas between the files of two images, as with balenaEngine.
   * @default false
   */
  readonly deltaUpdates?: boolean;
  /**
   * How many containers of the image run on a device at the same time.
   * @default 1
   */
  readonly containers?: number;
}

/** Where an image runs. */
export class TargetProfile {
  /** Any current container runtime and registry. */
  public static generic(): TargetProfile {
    return new TargetProfile({ name: 'generic', attestations: true });
  }

  /**
   * MikroTik RouterOS 7 containers, which are there for x86 (and CHR), arm64 and 32-bit ARM. Devices with an EN7562CT are arm/v5.
   * No attestations in the index: routers that compare its digest would update for nothing, since provenance differs from build to build.
   *
   * @see https://help.mikrotik.com/docs/spaces/ROS/pages/84901929/Container
   */
  public static routerOs(): TargetProfile {
    return new TargetProfile({
      name: 'RouterOS',
      attestations: false,
      platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64, Platform.LINUX_ARM_V7, Platform.LINUX_ARM_V5],
      comparesDigests: true,
      gzipLayersOnly: true,
      mountsVolumes: true,
    });
  }

  /** A place of your own. */
  public static custom(options: TargetProfileOptions): TargetProfile {
    return new TargetProfile(options);
  }

  /** Name, for people. */
  public readonly name: string;
  /** Whether provenance and SBOM may stand in the image's index. */
  public readonly attestations: boolean;
  /** Whether devices take an image for a new one when the digest of its index has changed. */
  public readonly comparesDigests: boolean;
  /** Whether it unpacks no layers but those that are compressed with gzip. */
  public readonly gzipLayersOnly: boolean;
  /** Whether a volume is a directory of the device that is mounted over that of the image. */
  public readonly mountsVolumes: boolean;
  /** Whether devices get updates as binary deltas. */
  public readonly deltaUpdates: boolean;
  /** How many containers of the image run on a device at the same time. */
  public readonly containers: number;
  private readonly _platforms: Platform[];
  private readonly _pageSizes: number[];
  private readonly _limits: SizeBudget[];

  private constructor(options: TargetProfileOptions) {
    this.name = options.name;
    this.attestations = options.attestations;
    this.comparesDigests = options.comparesDigests ?? false;
    this.gzipLayersOnly = options.gzipLayersOnly ?? false;
    this.mountsVolumes = options.mountsVolumes ?? false;
    this.deltaUpdates = options.deltaUpdates ?? false;
    this.containers = options.containers ?? 1;
    this._platforms = [...options.platforms ?? []];
    this._pageSizes = [...options.pageSizes ?? []];
    this._limits = [...options.limits ?? []];
  }

  /** The platforms of its devices; empty for any. */
  public get platforms(): Platform[] {
    return [...this._platforms];
  }

  /** The page sizes of its kernels in bytes; empty where they are not known. */
  public get pageSizes(): number[] {
    return [...this._pageSizes];
  }

  /** What its devices can take; empty where they are not limited. */
  public get limits(): SizeBudget[] {
    return [...this._limits];
  }
}
