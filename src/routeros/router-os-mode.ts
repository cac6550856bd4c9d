/** Where the image and the state of a container are. */
export enum RouterOsModeKind {
  /** The image in memory, the state on flash. */
  RAM_ROOT = 'ram-root',
  /** Both on the router's flash. */
  FLASH = 'flash',
  /** Both on a disk, such as a USB stick. */
  DISK = 'disk',
}

/** How the image is kept in memory. */
export interface RouterOsRamRootOptions {
  /**
   * Name of the disk in memory that the installation makes.
   * @default - `ram-` and the name of the deployment
   */
  readonly slot?: string;
  /**
   * Folder on flash for the state.
   * @default - the name of the deployment
   */
  readonly folder?: string;
}

/** Where on the flash the container is. */
export interface RouterOsFlashOptions {
  /**
   * Folder for image and state.
   * @default - the name of the deployment
   */
  readonly folder?: string;
}

/** Where on the disk the container is. */
export interface RouterOsDiskOptions {
  /** Name of the disk in `/disk/print`, e.g. `usb1`. It must be formatted with ext4 or btrfs. */
  readonly slot: string;
  /**
   * Folder on the disk for image and state.
   * @default - the name of the deployment
   */
  readonly folder?: string;
}

/**
 * Where the image and the state of a container are. `imagewright devices` says which modes a router can have.
 */
export class RouterOsMode {
  /**
   * The image is in memory and is downloaded at each start of the router; the state is on flash. The mode for routers with 16 MB of flash, which
   * have 1.2 to 3 MiB free. MikroTik recommends a USB disk there, which most of them have no port for.
   */
  public static ramRoot(options: RouterOsRamRootOptions = {}): RouterOsMode {
    return new RouterOsMode(RouterOsModeKind.RAM_ROOT, options.folder, options.slot);
  }

  /** Image and state are on the router's flash. */
  public static flash(options: RouterOsFlashOptions = {}): RouterOsMode {
    return new RouterOsMode(RouterOsModeKind.FLASH, options.folder);
  }

  /** Image and state are on a disk. */
  public static disk(options: RouterOsDiskOptions): RouterOsMode {
    return new RouterOsMode(RouterOsModeKind.DISK, options.folder, options.slot);
  }

  private constructor(
    /** Which mode it is. */
    public readonly kind: RouterOsModeKind,
    /** Folder for the state, and for the image unless it is in memory. Undefined for the name of the deployment. */
    public readonly folder?: string,
    /** Name of the disk. */
    public readonly slot?: string,
  ) {}
}
