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
  /** For `go build -tags`, sorted: those that are the same for every version. */
  readonly tags: string[];
  /**
   * Lines of a POSIX shell script that appends further tags to the file `/tags`, one per line. It runs in the build, when the sources are there:
   * `$source` is the directory of the module, `$version` its version without a leading `v`, empty for a directory of the repository.
   * It should stop with an error if a kept feature does not exist in the sources.
   * @default - none
   */
  readonly tagScript?: string[];
  /**
   * Lines of the file `/features`, which `tagScript` reads.
   * @default - no such file
   */
  readonly tagInput?: string[];
  /** The kept features, as far as they are known before the build: first the requested ones, then those that they need, each with its reason. */
  readonly kept: GoFeatureReason[];
  /** The features that are left out on purpose. */
  readonly omitted: GoFeatureReason[];
  /** What the program needs in its image for the kept features, e.g. the command `iptables`. */
  readonly needs: RuntimeNeed[];
  /** The problems of the choice. */
  readonly problems: Problem[];
  /** The choice with its reasons, as lines for a comment. They are the same for every version, so a bot can update it. */
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
