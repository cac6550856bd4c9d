/** What the place where an image runs can take, and how the image must be exported for it. */
export interface TargetProfileProps {
  /** Name, for people. */
  readonly name: string;
  /** Whether provenance and SBOM may stand in the image's index, as `unknown/unknown` entries. */
  readonly attestations: boolean;
}

/** Where an image runs. */
export class TargetProfile {
  /** Any current container runtime and registry. */
  public static generic(): TargetProfile {
    return new TargetProfile({ name: 'generic', attestations: true });
  }

  /**
   * MikroTik RouterOS 7 containers. No attestations in the index: routers that compare its digest would update for nothing,
   * since provenance differs from build to build.
   *
   * @see https://help.mikrotik.com/docs/spaces/ROS/pages/84901929/Container
   */
  public static routerOs(): TargetProfile {
    return new TargetProfile({ name: 'RouterOS', attestations: false });
  }

  /** A place of your own. */
  public static custom(props: TargetProfileProps): TargetProfile {
    return new TargetProfile(props);
  }

  /** Name, for people. */
  public readonly name: string;
  /** Whether provenance and SBOM may stand in the image's index. */
  public readonly attestations: boolean;

  private constructor(props: TargetProfileProps) {
    this.name = props.name;
    this.attestations = props.attestations;
  }
}
