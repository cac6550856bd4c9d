import { _refuse } from '../core';

/** What an update changes, in Renovate's words. */
export enum UpdateKind {
  /** A new major version. */
  MAJOR = 'major',
  /** A new minor version. */
  MINOR = 'minor',
  /** A new patch version. */
  PATCH = 'patch',
  /** A new digest of the same tag. */
  DIGEST = 'digest',
  /** A digest for a pin without one. */
  PIN_DIGEST = 'pinDigest',
}

/** Which versions of a package Renovate may propose. */
export class AllowedVersions {
  /**
   * Versions with an even minor, `1.98.3` and `v1.98.3` but not `1.99.0`: what Tailscale calls stable.
   *
   * @see https://tailscale.com/docs/reference/tailscale-client-versions
   */
  public static evenMinor(): AllowedVersions {
    return new AllowedVersions('/^v?\\d+\\.\\d*[02468]\\.\\d+$/');
  }

  /**
   * Versions that a regular expression matches as a whole.
   *
   * @param expression without slashes, e.g. `1\\.3[0-9]\\.\\d+`
   * @throws `renovate/allowed-versions` when it is not a regular expression
   */
  public static matching(expression: string): AllowedVersions {
    try {
      // Compiled alone first, so that none of its parentheses closes the surrounding group.
      return new AllowedVersions(`/^(?:${new RegExp(expression, 'u').source})$/`);
    } catch (error) {
      return _refuse({
        id: 'renovate/allowed-versions',
        what: `"${expression}" is not a regular expression: ${(error as Error).message}`,
        why: 'Renovate would stop with a configuration error and update nothing.',
        fix: 'Correct it. Write it without slashes; it must match the whole version.',
      });
    }
  }

  private constructor(
    /** The value of `allowedVersions`. */
    public readonly text: string,
  ) {}
}

/** What Renovate may do with one pin. */
export interface RenovateRule {
  /** The pin: a key of `images`, `packages` or `actions` in versions.json. */
  readonly pin: string;
  /**
   * The versions that it may propose.
   * @default - every stable one
   */
  readonly allowedVersions?: AllowedVersions;
  /**
   * The updates that are merged automatically once the checks pass.
   * @default - as for all other pins
   */
  readonly automerge?: UpdateKind[];
}

/** How Renovate keeps the pins current. */
export interface RenovateOptions {
  /**
   * The updates of pins without their own rule that are merged automatically once the checks pass.
   * @default [UpdateKind.DIGEST, UpdateKind.PIN_DIGEST]
   */
  readonly automerge?: UpdateKind[];
  /**
   * Rules for single pins.
   * @default - none
   */
  readonly rules?: RenovateRule[];
}
