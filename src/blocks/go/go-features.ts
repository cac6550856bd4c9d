import type { Problem } from '../../core';
import type { RuntimeNeed } from '../../rootfs';

/** A feature, and why it is in or out. */
export interface GoFeatureReason {
  /** As the program calls it, e.g. `dns`. */
  readonly name: string;
  /**
   * Why, for whoever reads the Dockerfile.
   * @default - not said
   */
  readonly reason?: string;
}

/** The features of one version of a Go program, as build tags. */
export interface GoFeatureResolution {
  /** For `go build -tags`, sorted. */
  readonly tags: string[];
  /** What is in: first what was asked for, then what that needs; each with its reason. */
  readonly kept: GoFeatureReason[];
  /** What is left out on purpose. */
  readonly omitted: GoFeatureReason[];
  /** What the program needs in its image with the kept features, e.g. the command `iptables`. */
  readonly needs: RuntimeNeed[];
  /** What does not fit together. */
  readonly problems: Problem[];
  /** The choice with its reasons, as lines for a comment. They hold no version, so that a bot can move it. */
  readonly comments: string[];
}

/**
 * Chooses the build tags of a Go program.
 *
 * @subclassable
 */
export interface IGoFeatures {
  /**
   * The tags for one version of the program, and why.
   *
   * @param version as it is pinned, e.g. `v1.98.3`
   */
  resolve(version: string): GoFeatureResolution;
}
