import { _checkAbsolutePath } from './absolute-path';

/** What a program may need in its image. */
export enum RuntimeNeedKind {
  /** Root certificates, to trust a TLS server. */
  CA_CERTIFICATES = 'ca-certificates',
  /** `/bin/sh`. */
  SHELL = 'shell',
  /** The time zone database. */
  TIME_ZONES = 'time-zones',
  /** A program that it runs. */
  COMMAND = 'command',
  /** `/etc/passwd`, to look up the name of a user. */
  USER_LOOKUP = 'user-lookup',
  /** A directory that it writes to. */
  WRITABLE_DIRECTORY = 'writable-directory',
}

/** Something that a program needs in its image. */
export class RuntimeNeed {
  /**
   * Root certificates, where Go, OpenSSL and other TLS libraries look for them.
   *
   * @param because why, as a verb phrase after "it", e.g. `asks the coordination server`
   */
  public static caCertificates(because: string): RuntimeNeed {
    return new RuntimeNeed(RuntimeNeedKind.CA_CERTIFICATES, because);
  }

  /**
   * `/bin/sh`, e.g. for C's `system()`.
   *
   * @param because why, as a verb phrase after "it", e.g. `runs hooks`
   */
  public static shell(because: string): RuntimeNeed {
    return new RuntimeNeed(RuntimeNeedKind.SHELL, because);
  }

  /**
   * The time zone database, e.g. for Go's `time.LoadLocation`.
   *
   * @param because why, as a verb phrase after "it", e.g. `shows local times`
   */
  public static timeZones(because: string): RuntimeNeed {
    return new RuntimeNeed(RuntimeNeedKind.TIME_ZONES, because);
  }

  /**
   * A program that it runs by name or by an absolute path.
   *
   * @param name e.g. `iptables`, or an absolute path
   * @param because why, as a verb phrase after "it", e.g. `sets up the firewall`
   */
  public static command(name: string, because: string): RuntimeNeed {
    return new RuntimeNeed(RuntimeNeedKind.COMMAND, because, name);
  }

  /**
   * The name and home of the user that it runs as, e.g. for Go's `user.Current`.
   *
   * @param because why, as a verb phrase after "it", e.g. `looks for its home`
   */
  public static userLookup(because: string): RuntimeNeed {
    return new RuntimeNeed(RuntimeNeedKind.USER_LOOKUP, because);
  }

  /**
   * A directory that it writes to and that must exist.
   *
   * @param path absolute path in the image
   * @param because why, as a verb phrase after "it", e.g. `keeps its state there`
   * @throws `rootfs/path`
   */
  public static writableDirectory(path: string, because: string): RuntimeNeed {
    return new RuntimeNeed(RuntimeNeedKind.WRITABLE_DIRECTORY, because, _checkAbsolutePath(path));
  }

  /** Why it is needed, as a verb phrase after "it": `asks the coordination server`. */
  public readonly because: string;

  private constructor(
    /** The kind of need. */
    public readonly kind: RuntimeNeedKind,
    because: string,
    /** The command or directory; undefined for the others. */
    public readonly value?: string,
  ) {
    // Users often write a whole clause.
    this.because = because.replace(/^it\s+/i, '');
  }
}
