/** Where the archives of an image are on the router. */
export interface RouterOsArchivesOptions {
  /**
   * Name of the disk that they are on, in `/disk/print`, e.g. `usb1`.
   * @default - the disk of the mode, or flash
   */
  readonly slot?: string;
}

/** An image in archives that are uploaded to the router, instead of one in a registry. */
export class RouterOsArchives {
  /**
   * The archives that `npx projen image:archive` writes, or those of a release, in the folder of the deployment on the router. Each image has
   * an archive with a name of its own, which ends as the platform of the router wants it, e.g. `tailscale-v2-arm64.tar`. The archive that runs
   * stays there: the router goes back to it, and in memory it loads it at each start.
   */
  public static uploaded(options: RouterOsArchivesOptions = {}): RouterOsArchives {
    return new RouterOsArchives(options.slot);
  }

  private constructor(
    /** Name of the disk; undefined for the disk of the mode, or flash. */
    public readonly slot?: string,
  ) {}
}
