import { _refusePin } from './refuse-pin';

/** Properties of `PackagePin`. */
export interface PackagePinProps {
  /** Where Renovate looks for releases, e.g. `github-releases`. */
  readonly datasource: string;
  /** Its name in Renovate, e.g. `tailscale`. */
  readonly depName: string;
  /**
   * Its name in the datasource, e.g. `tailscale/tailscale`.
   * @default - the same as depName
   */
  readonly packageName?: string;
  /**
   * How Renovate compares versions, e.g. `semver`.
   * @default - that of the datasource
   */
  readonly versioning?: string;
  /** The version, exactly as in the Dockerfile, e.g. `v1.98.3`. */
  readonly version: string;
  /**
   * Checksum of the archive of this version, 64 hex digits.
   * @default - none
   */
  readonly sha256?: string;
  /**
   * Commit that the tag of this version names, 40 hex digits.
   * @default - none
   */
  readonly commit?: string;
  /**
   * Checksum of the Go module, as in go.sum, `h1:…`.
   * @default - none
   */
  readonly h1?: string;
  /**
   * Whether a new version of it makes a release of the image.
   * @default false
   */
  readonly release?: boolean;
}

/** An upstream version that becomes a build argument, and how Renovate finds newer ones. */
export class PackagePin {
  /** Where Renovate looks for releases. */
  public readonly datasource: string;
  /** Its name in Renovate. */
  public readonly depName: string;
  /** Its name in the datasource, if that differs from `depName`. */
  public readonly packageName?: string;
  /** How Renovate compares versions. */
  public readonly versioning?: string;
  /** The version, verbatim. */
  public readonly version: string;
  /** Checksum of the archive of this version. */
  public readonly sha256?: string;
  /** Commit that the tag of this version names. */
  public readonly commit?: string;
  /** Checksum of the Go module. */
  public readonly h1?: string;
  /** Whether a new version of it makes a release of the image. */
  public readonly release: boolean;

  /**
   * @param name name of the build argument; ends in `_VERSION`
   * @throws `versions/pin`
   */
  public constructor(public readonly name: string, props: PackagePinProps) {
    _refusePin('packages', name, props);
    this.datasource = props.datasource;
    this.depName = props.depName;
    this.packageName = props.packageName;
    this.versioning = props.versioning;
    this.version = props.version;
    this.sha256 = props.sha256;
    this.commit = props.commit;
    this.h1 = props.h1;
    this.release = props.release ?? false;
  }

  /**
   * The comment above the `ARG` that lets Renovate find it: one line, and the order of the words matters.
   *
   * @see https://docs.renovatebot.com/presets-customManagers/#custommanagersdockerfileversions
   */
  public annotation(): string {
    return [
      `# renovate: datasource=${this.datasource} depName=${this.depName}`,
      ...(this.packageName === undefined ? [] : [`packageName=${this.packageName}`]),
      ...(this.versioning === undefined ? [] : [`versioning=${this.versioning}`]),
    ].join(' ');
  }
}
