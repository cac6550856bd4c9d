import { _quoteValue, _refuse } from '../core';
import type { PackagePin } from '../versions';

/**
 * How releases are named, and what triggers one.
 * The name is a git tag, the tag of the image, and the label `org.opencontainers.image.version`.
 */
export class ReleaseScheme {
  /**
   * Releases follow the version of a packaged program: `v1.98.3-mt.1` is the first image with version 1.98.3.
   * The pipeline tags it when a new version arrives on the main branch; tag `-mt.2` and up, for your own changes, by hand.
   * Other updates release nothing.
   *
   * @param upstream the version of that program, e.g. `versions.packagePin('TAILSCALE_VERSION')`
   * @param suffix the suffix of your releases, e.g. `mt`
   * @throws `ci/release-scheme`
   */
  public static upstream(upstream: PackagePin, suffix: string): ReleaseScheme {
    if (!/^[a-z][a-z0-9]{0,19}$/.test(suffix)) {
      return refuseScheme(`${_quoteValue(suffix)} cannot be the suffix of releases`, 'It is part of git tags, of image tags and of the patterns that select them.',
        'Use at most 20 lower-case letters and digits, and begin with a letter, e.g. mt.');
    }
    if (!/^(?!.*\.\.)[A-Za-z0-9_.-]{1,100}$/.test(upstream.version)) {
      return refuseScheme(`${_quoteValue(upstream.version)}, the version of ${upstream.name}, cannot be part of a release's name`,
        'The name is a git tag and an image tag, which can only have letters, digits, ".", "_" and "-": the release would fail.',
        'Pin a version without "+", ":" and "~", or release by hand with ReleaseScheme.byHand().');
    }
    return new ReleaseScheme(`v*-${suffix}.*`, upstream.name, suffix);
  }

  /**
   * You tag every release by hand.
   *
   * @param pattern selects the git tags that are releases; `*` matches any characters
   * @throws `ci/release-scheme`
   */
  public static byHand(pattern: string = 'v*'): ReleaseScheme {
    if (!/^[A-Za-z0-9_*][A-Za-z0-9_.*-]{0,127}$/.test(pattern)) {
      return refuseScheme(`${_quoteValue(pattern)} cannot select releases`, 'A release is also an image tag, which can only have letters, digits, ".", "_" and "-".',
        'Use only those and "*", e.g. v*.');
    }
    // https://git-scm.com/docs/git-check-ref-format
    if (/\.\.|\.$|\.lock$/.test(pattern)) {
      return refuseScheme(`${_quoteValue(pattern)} cannot select releases`, 'A git tag cannot contain "..", or end with "." or ".lock": there would never be a release.',
        'Write a pattern that valid git tags match, e.g. v*.');
    }
    return new ReleaseScheme(pattern);
  }

  private constructor(
    /** The git tags that are releases, e.g. `v*-mt.*`. */
    public readonly tagPattern: string,
    /** The build argument with the version of the packaged program, if releases follow one. */
    public readonly versionArg?: string,
    /** The suffix of your releases, if they follow a packaged program. */
    public readonly suffix?: string,
  ) {}

  /**
   * Whether a git tag is a release.
   *
   * @param tag the name of the tag, without `refs/tags/`
   */
  public isRelease(tag: string): boolean {
    return new RegExp(`^${this.tagPattern.replace(/\./g, '\\.').replace(/\*+/g, '.*')}$`).test(tag);
  }
}

function refuseScheme(what: string, why: string, fix: string): never {
  return _refuse({ id: 'ci/release-scheme', what: `${what}.`, why, fix });
}
