import type { SizeBudget } from './size-budget';
import { Platform } from '../core';

/** The capabilities of the target where an image runs, and how the image must be exported for it. */
export interface TargetProfileOptions {
  /** Display name. */
  readonly name: string;
  /** Whether the image's index may contain provenance and SBOM, as `unknown/unknown` entries. */
  readonly attestations: boolean;
  /**
   * The platforms of its devices. A device also runs images for a lower level of its architecture.
   * @default - any
   */
  readonly platforms?: Platform[];
  /**
   * The page sizes of its kernels in bytes, e.g. `[4096, 16384]`.
   * @default - unknown
   */
  readonly pageSizes?: number[];
  /**
   * Limits of its devices, in addition to the budgets of the image.
   * @default - no limit
   */
  readonly limits?: SizeBudget[];
  /**
   * Whether devices update when the digest of the image's index changes.
   * @default false
   */
  readonly comparesDigests?: boolean;
  /**
   * Whether it unpacks only gzip layers.
   * @default false
   */
  readonly gzipLayersOnly?: boolean;
  /**
   * Whether a volume is a directory of the device that is mounted over that of the image and hides its contents.
   * @default false
   */
  readonly mountsVolumes?: boolean;
  /**
   * Whether devices get updates as binary deltas between the files of two images, as with balenaEngine.
   * @default false
   */
  readonly deltaUpdates?: boolean;
  /**
   * Number of containers of the image that run on a device at the same time.
   * @default 1
   */
  readonly containers?: number;
}

/** The target where an image runs. */
export class TargetProfile {
  /** Any current container runtime and registry. */
  public static generic(): TargetProfile {
    return new TargetProfile({ name: 'generic', attestations: true });
  }

  /**
   * MikroTik RouterOS 7 containers, for x86 (and CHR), arm64 and 32-bit ARM. Devices with an EN7562CT are arm/v5.
   * The index has no attestations: routers compare its digest and would update needlessly, because provenance differs in every build.
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

  /** A custom target. */
  public static custom(options: TargetProfileOptions): TargetProfile {
    return new TargetProfile(options);
  }

  /** Display name. */
  public readonly name: string;
  /** Whether the image's index may contain provenance and SBOM. */
  public readonly attestations: boolean;
  /** Whether devices update when the digest of the image's index changes. */
  public readonly comparesDigests: boolean;
  /** Whether it unpacks only gzip layers. */
  public readonly gzipLayersOnly: boolean;
  /** Whether a volume is a directory of the device that is mounted over that of the image. */
  public readonly mountsVolumes: boolean;
  /** Whether devices get updates as binary deltas. */
  public readonly deltaUpdates: boolean;
  /** Number of containers of the image that run on a device at the same time. */
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

  /** The page sizes of its kernels in bytes; empty if unknown. */
  public get pageSizes(): number[] {
    return [...this._pageSizes];
  }

  /** Limits of its devices; empty for no limits. */
  public get limits(): SizeBudget[] {
    return [...this._limits];
  }
}
