import { _absolutePath } from './absolute-path';

/** What a program may need around it. */
export enum RuntimeNeedKind {
  /** Root certificates, to trust a TLS server. */
  CA_CERTIFICATES = 'ca-certificates',
  /** `/bin/sh`. */
  SHELL = 'shell',
  /** The names of time zones. */
  TIME_ZONES = 'time-zones',
  /** A program that it calls. */
  COMMAND = 'command',
  /** `/etc/passwd`, to turn a user's number into a name. */
  USER_LOOKUP = 'user-lookup',
  /** A directory that it writes to. */
  WRITABLE_DIRECTORY = 'writable-directory',
}

/** Something that a program needs in its image. */
export class RuntimeNeed {
  /**
   * Root certificates, where Go, OpenSSL and musl's neighbours look for them.
   *
   * @param because what connects, e.g. `asks the coordination server`
   */
  public static caCertificates(because: string): RuntimeNeed {
    return new RuntimeNeed(RuntimeNeedKind.CA_CERTIFICATES, because);
  }

  /**
   * `/bin/sh`, e.g. for C's `system()`.
   *
   * @param because what it is for, as it stands behind "it", e.g. `runs hooks`
   */
  public static shell(because: string): RuntimeNeed {
    return new RuntimeNeed(RuntimeNeedKind.SHELL, because);
  }

  /**
   * The time zone database, e.g. for Go's `time.LoadLocation`.
   *
   * @param because what they are for, as it stands behind "it", e.g. `shows local times`
   */
  public static timeZones(because: string): RuntimeNeed {
    return new RuntimeNeed(RuntimeNeedKind.TIME_ZONES, because);
  }

  /**
   * A program that is called by this name, or by an absolute path.
   *
   * @param name e.g. `iptables`, or an absolute path
   * @param because what it is for, as it stands behind "it", e.g. `sets up the firewall`
   */
  public static command(name: string, because: string): RuntimeNeed {
    return new RuntimeNeed(RuntimeNeedKind.COMMAND, because, name);
  }

  /**
   * The name and home of the user that it runs as, e.g. for Go's `user.Current`.
   *
   * @param because what it is for, as it stands behind "it", e.g. `looks for its home`
   */
  public static userLookup(because: string): RuntimeNeed {
    return new RuntimeNeed(RuntimeNeedKind.USER_LOOKUP, because);
  }

  /**
   * A directory that it writes to. It must be there.
   *
   * @param path absolute path in the image
   * @param because what it is for, as it stands behind "it", e.g. `keeps its state there`
   * @throws `rootfs/path`
   */
  public static writableDirectory(path: string, because: string): RuntimeNeed {
    return new RuntimeNeed(RuntimeNeedKind.WRITABLE_DIRECTORY, because, _absolutePath(path));
  }

  /** Why it is needed, as it stands behind "it": `asks the coordination server`. */
  public readonly because: string;

  private constructor(
    /** What it is. */
    public readonly kind: RuntimeNeedKind,
    because: string,
    /** The command or directory; undefined for the others. */
    public readonly value?: string,
  ) {
    // Many write a whole clause.
    this.because = because.replace(/^it\s+/i, '');
  }
}
