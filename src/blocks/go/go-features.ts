import type { Problem } from '../../core';
import type { RuntimeNeed } from '../../rootfs';

/** A feature, and why it is kept or left out. */
export interface GoFeatureReason {
  /** Name that the program uses, e.g. `dns`. */
  readonly name: string;
  /**
   * The reason, for readers of the Dockerfile.
   * @default - no reason
   */
  readonly reason?: string;
}

/** The features of one version of a Go program, as build tags. */
export interface GoFeatureResolution {
  /** For `go build -tags`, sorted. */
  readonly tags: string[];
  /** The kept features: first the requested ones, then those that they need, each with its reason. */
  readonly kept: GoFeatureReason[];
  /** The features that are left out on purpose. */
  readonly omitted: GoFeatureReason[];
  /** What the program needs in its image for the kept features, e.g. the command `iptables`. */
  readonly needs: RuntimeNeed[];
  /** The problems of the choice. */
  readonly problems: Problem[];
  /** The choice with its reasons, as lines for a comment. They contain no version, so a bot can update it. */
  readonly comments: string[];
}

/**
 * Chooses the build tags of a Go program.
 *
 * @subclassable
 */
export interface IGoFeatures {
  /**
   * The tags for one version of the program, with reasons.
   *
   * @param version the pinned version, e.g. `v1.98.3`
   */
  resolve(version: string): GoFeatureResolution;
}
