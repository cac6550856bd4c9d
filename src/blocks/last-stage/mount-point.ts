import { EntryOptions, RootfsEntry } from '../../rootfs';

/** How long the content of a volume must persist. */
export enum Persistence {
  /** As long as the installation: state, keys. The image declares it as a `VOLUME`. */
  PERSISTENT = 'persistent',
  /** As long as the container runs: sockets, scratch files. Mount it in memory to spare flash. */
  TMPFS = 'tmpfs',
}

/** A directory that the program writes to and that the container mounts: a volume, or memory. */
export class MountPoint {
  /**
   * A directory whose content must survive an update of the image.
   *
   * @param path absolute path in the image, e.g. `/var/lib/app`
   */
  public static persistent(path: string, options: EntryOptions = {}): MountPoint {
    return new MountPoint(Persistence.PERSISTENT, RootfsEntry.directory(path, options));
  }

  /**
   * A directory whose content may be lost when the container stops. It exists in the image as a mount point.
   *
   * @param path absolute path in the image, e.g. `/run`
   */
  public static tmpfs(path: string, options: EntryOptions = {}): MountPoint {
    return new MountPoint(Persistence.TMPFS, RootfsEntry.directory(path, options));
  }

  /** How long its content must persist. */
  public readonly persistence: Persistence;
  /** The directory. */
  public readonly directory: RootfsEntry;

  private constructor(persistence: Persistence, directory: RootfsEntry) {
    this.persistence = persistence;
    this.directory = directory;
  }
}
