import type { GoFeatureReason, GoFeatureResolution, IGoFeatures } from './go-features';
import { _findLastingChoice } from './lasting-choice';
import { _resolveGoFeatures } from './resolve-go-features';
import { _printTailscaleTags } from './tailscale-tags';
import { _TAILSCALE } from '../../catalog';
import { RuntimeNeed } from '../../rootfs';

/** The feature that includes its own root certificates, as a fallback for those of the system. */
const BAKED_ROOTS = 'bakedroots';

/** A feature of Tailscale. */
export class TailscaleFeature {
  /**
   * A feature with the reason to keep it or leave it out.
   *
   * @param name the upstream name, e.g. `dns`; `go run tailscale.com/cmd/featuretags@VERSION --list` prints all
   * @param reason printed into the Dockerfile
   */
  public static because(name: string, reason: string): TailscaleFeature {
    return new TailscaleFeature(name, reason);
  }

  /**
   * A feature that is left out without a reason.
   *
   * @param name the upstream name, e.g. `dns`
   */
  public static named(name: string): TailscaleFeature {
    return new TailscaleFeature(name);
  }

  private constructor(
    /** The upstream name. */
    public readonly name: string,
    /** The reason to keep it or leave it out. */
    public readonly reason?: string,
  ) {}
}

/** Options of `TailscaleFeatures.minimal`. */
export interface TailscaleFeaturesOptions {
  /** The features to keep. The features that these need are added. */
  readonly keep: TailscaleFeature[];
  /**
   * Features that are left out on purpose, with reasons for readers of the Dockerfile.
   * @default - none
   */
  readonly omit?: TailscaleFeature[];
}

/**
 * The build tags of Tailscale for the kept features, what those need, and nothing else.
 *
 * The Dockerfile holds the choice, which is the same for every release. The build makes the tags from the list of features in the sources
 * that it downloaded, so features of newer releases stay off; it stops, with the names, if a kept feature does not exist there, or needs one
 * that is left out on purpose. The result is that of upstream's `cmd/featuretags --min --add=…` (which ignores misspelt names) plus
 * dependencies that upstream does not declare: `dns` needs `netstack`, because nothing else answers on 100.100.100.100.
 *
 * Reports `go/feature-unknown`, `go/feature-version`, `go/feature-duplicate`, `go/feature-reason`, `go/feature-needed`,
 * `go/feature-catalog`, `go/feature-loss`.
 *
 * @see https://tailscale.com/docs/how-to/set-up-small-tailscale
 */
export class TailscaleFeatures implements IGoFeatures {
  /** Keeps the named features and what those need; leaves out everything else, including features that later versions add. */
  public static minimal(options: TailscaleFeaturesOptions): TailscaleFeatures {
    return new TailscaleFeatures(options.keep.map(asReason), (options.omit ?? []).map(asReason));
  }

  private constructor(private readonly _keep: readonly GoFeatureReason[], private readonly _omit: readonly GoFeatureReason[]) {}

  /**
   * How the build finds the tags, with reasons, and what the library knows of one version of Tailscale.
   *
   * @param version the pinned version, e.g. `v1.98.3`
   */
  public resolve(version: string): GoFeatureResolution {
    const resolution = {
      ..._resolveGoFeatures(_TAILSCALE, this._keep, this._omit, version),
      ..._printTailscaleTags(_findLastingChoice(_TAILSCALE, this._keep, this._omit)),
      tags: [],
    };
    if (resolution.kept.some(({ name }) => name === BAKED_ROOTS)) return resolution;
    return { ...resolution, needs: [RuntimeNeed.caCertificates('it asks the coordination server over TLS'), ...resolution.needs] };
  }
}

function asReason({ name, reason }: TailscaleFeature): GoFeatureReason {
  return { name, reason };
}
