import { _quotedValue, _refuse } from '../core';
import type { PackagePin } from '../versions';

/**
 * How releases are named, and what makes one.
 * The name is a git tag, the tag of the image, and the label `org.opencontainers.image.version`.
 */
export class ReleaseScheme {
  /**
   * Releases follow a program that the image packages: `v1.98.3-mt.1` is the first image with its version 1.98.3.
   * That one is tagged when a new version arrives on the main branch; `-mt.2` and up, for changes of your own, are tagged by hand.
   * Updates of anything else release nothing.
   *
   * @param upstream the version of that program, e.g. `versions.packagePin('TAILSCALE_VERSION')`
   * @param suffix what marks your releases, e.g. `mt`
   * @throws `ci/release-scheme`
   */
  public static upstream(upstream: PackagePin, suffix: string): ReleaseScheme {
    if (!/^[a-z][a-z0-9]{0,19}$/.test(suffix)) {
      return refused(`${_quotedValue(suffix)} cannot mark releases`, 'It stands in git tags, in image tags and in the patterns that select them.',
        'Use lower-case letters and digits, beginning with a letter, at most 20, e.g. mt.');
    }
    if (!/^(?!.*\.\.)[A-Za-z0-9_.-]{1,100}$/.test(upstream.version)) {
      return refused(`${_quotedValue(upstream.version)}, the version of ${upstream.name}, cannot be a part of a release's name`,
        'The name is a git tag and the tag of an image, which have letters, digits, ".", "_" and "-" only: the release would fail.',
        'Pin a version without "+", ":" and "~", or release by hand with ReleaseScheme.byHand().');
    }
    return new ReleaseScheme(`v*-${suffix}.*`, upstream.name, suffix);
  }

  /**
   * Every release is tagged by hand.
   *
   * @param pattern the git tags that are releases, with `*` for any characters
   * @throws `ci/release-scheme`
   */
  public static byHand(pattern: string = 'v*'): ReleaseScheme {
    if (!/^[A-Za-z0-9_*][A-Za-z0-9_.*-]{0,127}$/.test(pattern)) {
      return refused(`${_quotedValue(pattern)} cannot select releases`, 'A release is the tag of an image too, which has letters, digits, ".", "_" and "-" only.',
        'Use those and "*", e.g. v*.');
    }
    // https://git-scm.com/docs/git-check-ref-format
    if (/\.\.|\.$|\.lock$/.test(pattern)) {
      return refused(`${_quotedValue(pattern)} cannot select releases`, 'Git has no tag with "..", and none that ends in "." or ".lock": there would never be a release.',
        'Write a pattern of tags that there can be, e.g. v*.');
    }
    return new ReleaseScheme(pattern);
  }

  private constructor(
    /** The git tags that are releases, e.g. `v*-mt.*`. */
    public readonly tagPattern: string,
    /** The build argument that holds the version of the packaged program, if releases follow one. */
    public readonly versionArg?: string,
    /** What marks your releases, if they follow another program's. */
    public readonly suffix?: string,
  ) {}

  /**
   * Whether a git tag is a release.
   *
   * @param tag without `refs/tags/`
   */
  public isRelease(tag: string): boolean {
    return new RegExp(`^${this.tagPattern.replace(/\./g, '\\.').replace(/\*+/g, '.*')}$`).test(tag);
  }
}

function refused(what: string, why: string, fix: string): never {
  return _refuse({ id: 'ci/release-scheme', what: `${what}.`, why, fix });
}
