import { _quoteShellWord, _quoteValue, _refuse } from '../../core';

/** Options of `AptSnapshot.debian()` and `AptSnapshot.ubuntu()`. */
export interface AptSnapshotOptions {
  /**
   * URL of a mirror of the archive, without the trailing slash and the time.
   * @default - the archive of the distribution
   */
  readonly mirror?: string;
  /**
   * Parts of the distribution.
   * @default ["main"]
   */
  readonly components?: string[];
}

/** Days before the first snapshot of each archive do not exist. */
const TIME = /^20\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])T([01]\d|2[0-3])[0-5]\d[0-5]\dZ$/;
const MIRROR = /^https?:\/\/[\w.:-]+(\/[\w.~-]+)*$/;
const COMPONENT = /^[a-z][a-z-]*$/;

/** The state of a distribution's archive at one time: the same packages in each build. */
export class AptSnapshot {
  /**
   * The archive of Debian.
   *
   * @param time in UTC, e.g. `20260801T000000Z`
   * @throws `packages/snapshot`
   * @see https://snapshot.debian.org
   */
  public static debian(time: string, options: AptSnapshotOptions = {}): AptSnapshot {
    const mirror = options.mirror ?? 'http://snapshot.debian.org/archive';
    return new AptSnapshot(time, mirror, options.components ?? ['main'], [
      ['debian', ''], ['debian', '-updates'], ['debian-security', '-security'],
    ], '/usr/share/keyrings/debian-archive-keyring.gpg');
  }

  /**
   * The archive of Ubuntu.
   *
   * @param time in UTC, e.g. `20260801T000000Z`
   * @throws `packages/snapshot`
   * @see https://snapshot.ubuntu.com
   */
  public static ubuntu(time: string, options: AptSnapshotOptions = {}): AptSnapshot {
    const mirror = options.mirror ?? 'http://snapshot.ubuntu.com';
    return new AptSnapshot(time, mirror, options.components ?? ['main', 'universe'], [
      ['ubuntu', ''], ['ubuntu', '-updates'], ['ubuntu', '-security'],
    ], '/usr/share/keyrings/ubuntu-archive-keyring.gpg');
  }

  /** The time, in UTC. */
  public readonly time: string;

  private constructor(
    time: string,
    private readonly _mirror: string,
    private readonly _components: string[],
    private readonly _suites: [archive: string, suffix: string][],
    private readonly _keyring: string,
  ) {
    if (!TIME.test(time)) refuse(`The time ${_quoteValue(time)}`, 'Write the time in UTC as year, month, day, T, hours, minutes, seconds, Z: 20260801T000000Z.');
    if (!MIRROR.test(_mirror)) refuse(`The mirror ${_quoteValue(_mirror)}`, 'Write the URL up to the time, without a trailing slash: http://mirror.example.com/archive.');
    const wrong = _components.find(each => !COMPONENT.test(each));
    if (wrong !== undefined) refuse(`The component ${_quoteValue(wrong)}`, 'Write names such as main, contrib or universe.');
    this.time = time;
  }

  /**
   * Lines of a script that write a list of sources. The release of the distribution is that of the image.
   *
   * @param path of the list
   * @internal
   */
  public _printSources(path: string): string[] {
    const lines = this._suites.map(([archive, suffix]) => (
      `deb [check-valid-until=no signed-by=${this._keyring}] ${this._mirror}/${archive}/${this.time}/ $VERSION_CODENAME${suffix} ${this._components.join(' ')}`
    ));
    // Every part was checked above; the only variable is that of the release.
    return ['. /etc/os-release', `cat > ${_quoteShellWord(path)} <<SOURCES`, ...lines, 'SOURCES'];
  }
}

function refuse(what: string, fix: string): never {
  return _refuse({ id: 'packages/snapshot', what: `${what} of an apt snapshot is not valid.`, why: 'apt-get update would not find the archive.', fix });
}
