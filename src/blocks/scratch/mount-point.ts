import { EntryOptions, RootfsEntry } from '../../rootfs';

/** How long what is written to a volume must live. */
export enum Persistence {
  /** As long as the installation: state, keys. Becomes a `VOLUME` of the image. */
  PERSISTENT = 'persistent',
  /** As long as the container runs: sockets, scratch files. To be mounted in memory, which spares flash. */
  TMPFS = 'tmpfs',
}

/** A directory that the program writes to, and where the container has something mounted: a volume, or memory. */
export class MountPoint {
  /**
   * What is written there must survive an update of the image.
   *
   * @param path absolute path in the image, e.g. `/var/lib/app`
   */
  public static persistent(path: string, options: EntryOptions = {}): MountPoint {
    return new MountPoint(Persistence.PERSISTENT, RootfsEntry.directory(path, options));
  }

  /**
   * What is written there may be lost when the container stops. The directory is in the image, to be mounted over.
   *
   * @param path absolute path in the image, e.g. `/run`
   */
  public static tmpfs(path: string, options: EntryOptions = {}): MountPoint {
    return new MountPoint(Persistence.TMPFS, RootfsEntry.directory(path, options));
  }

  /** How long its content must live. */
  public readonly persistence: Persistence;
  /** The directory. */
  public readonly directory: RootfsEntry;

  private constructor(persistence: Persistence, directory: RootfsEntry) {
    this.persistence = persistence;
    this.directory = directory;
  }
}
