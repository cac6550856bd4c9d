import type { GoFeatureReason, GoFeatureResolution, IGoFeatures } from './go-features';
import { _resolveGoFeatures } from './resolve-go-features';
import { _TAILSCALE } from '../../catalog';
import { RuntimeNeed } from '../../rootfs';

/** The feature that brings root certificates of its own, which are asked when the system has none that fit. */
const BAKED_ROOTS = 'bakedroots';

/** A feature of Tailscale. */
export class TailscaleFeature {
  /**
   * A feature and why it is in, or out.
   *
   * @param name as upstream calls it, e.g. `dns`; `go run tailscale.com/cmd/featuretags@VERSION --list` prints all
   * @param reason printed into the Dockerfile
   */
  public static because(name: string, reason: string): TailscaleFeature {
    return new TailscaleFeature(name, reason);
  }

  /**
   * A feature that is left out without a word.
   *
   * @param name as upstream calls it, e.g. `dns`
   */
  public static named(name: string): TailscaleFeature {
    return new TailscaleFeature(name);
  }

  private constructor(
    /** As upstream calls it. */
    public readonly name: string,
    /** Why it is in, or out. */
    public readonly reason?: string,
  ) {}
}

/** Options of `TailscaleFeatures.minimal`. */
export interface TailscaleFeaturesOptions {
  /** What the image is for. What these need comes in by itself. */
  readonly keep: TailscaleFeature[];
  /**
   * What is left out on purpose, for readers who wonder.
   * @default - nothing to say
   */
  readonly omit?: TailscaleFeature[];
}

/**
 * The build tags of Tailscale: what is kept, what that needs, and nothing else.
 *
 * Same result as upstream's `cmd/featuretags --min --add=…`, which ignores misspelt names, and besides it couplings that upstream does not
 * declare: `dns` needs `netstack`, for nothing else answers on 100.100.100.100.
 *
 * Reports `go/feature-unknown`, `go/feature-version`, `go/feature-duplicate`, `go/feature-reason`, `go/feature-needed`,
 * `go/feature-catalog`, `go/feature-loss`.
 *
 * @see https://tailscale.com/docs/how-to/set-up-small-tailscale
 */
export class TailscaleFeatures implements IGoFeatures {
  /** Keeps what is named and what that needs; leaves everything else out, also what later versions add. */
  public static minimal(options: TailscaleFeaturesOptions): TailscaleFeatures {
    return new TailscaleFeatures(options.keep.map(asReason), (options.omit ?? []).map(asReason));
  }

  private constructor(private readonly _keep: readonly GoFeatureReason[], private readonly _omit: readonly GoFeatureReason[]) {}

  /**
   * The tags for one version of Tailscale, and why.
   *
   * @param version as it is pinned, e.g. `v1.98.3`
   */
  public resolve(version: string): GoFeatureResolution {
    const resolution = _resolveGoFeatures(_TAILSCALE, this._keep, this._omit, version);
    if (resolution.kept.some(({ name }) => name === BAKED_ROOTS)) return resolution;
    return { ...resolution, needs: [RuntimeNeed.caCertificates('it asks the coordination server over TLS'), ...resolution.needs] };
  }
}

function asReason({ name, reason }: TailscaleFeature): GoFeatureReason {
  return { name, reason };
}
