import { _quoteValue, _refuse } from '../core';
import type { PackagePin } from '../versions';
import { DatedReleases, formatDatedPattern } from './release-naming';

/** Options of a release scheme. */
export interface ReleaseSchemeOptions {
  /**
   * What its git tags begin with, before the name of the release: with `api-`, the git tag `api-v1.2.3` publishes `acme/api:v1.2.3`. With it, images
   * of one repository are released apart. At most 100 letters, digits, "-", "_", ".", "/" and "@": `api/`, `@acme/api@`.
   * @default - none: the git tag is the name of the release
   */
  readonly gitTagPrefix?: string;
}

/**
 * How releases are named, and what triggers one.
 * The name is the tag of the image, and the label `org.opencontainers.image.version`. It is the git tag as well, after the prefix if there is one.
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
  public static upstream(upstream: PackagePin, suffix: string, options: ReleaseSchemeOptions = {}): ReleaseScheme {
    if (!/^[a-z][a-z0-9]{0,19}$/.test(suffix)) {
      return refuseScheme(`${_quoteValue(suffix)} cannot be the suffix of releases`, 'It is part of git tags, of image tags and of the patterns that select them.',
        'Use at most 20 lower-case letters and digits, and begin with a letter, e.g. mt.');
    }
    if (!/^(?!.*\.\.)[A-Za-z0-9_.-]{1,100}$/.test(upstream.version)) {
      return refuseScheme(`${_quoteValue(upstream.version)}, the version of ${upstream.name}, cannot be part of a release's name`,
        'The name is a git tag and an image tag, which can only have letters, digits, ".", "_" and "-": the release would fail.',
        'Pin a version without "+", ":" and "~", or release by hand with ReleaseScheme.byHand().');
    }
    return new ReleaseScheme(`v*-${suffix}.*`, checkGitPrefix(options), upstream.name, suffix);
  }

  /**
   * You tag every release by hand.
   *
   * @param pattern selects the git tags that are releases, without `gitTagPrefix`; `*` matches any characters
   * @throws `ci/release-scheme`
   */
  public static byHand(pattern: string = 'v*', options: ReleaseSchemeOptions = {}): ReleaseScheme {
    if (!/^[A-Za-z0-9_*][A-Za-z0-9_.*-]{0,127}$/.test(pattern)) {
      return refuseScheme(`${_quoteValue(pattern)} cannot select releases`, 'A release is also an image tag, which can only have letters, digits, ".", "_" and "-".',
        'Use only those and "*", e.g. v*.');
    }
    // https://git-scm.com/docs/git-check-ref-format
    if (/\.\.|\.$|\.lock$/.test(pattern)) {
      return refuseScheme(`${_quoteValue(pattern)} cannot select releases`, 'A git tag cannot contain "..", or end with "." or ".lock": there would never be a release.',
        'Write a pattern that valid git tags match, e.g. v*.');
    }
    return new ReleaseScheme(pattern, checkGitPrefix(options));
  }

  /**
   * A schedule releases the newest commit of the main branch, built without a cache: for images that are built anew to get security updates.
   * A release is named after the day, in UTC: `v2026.11.29`, and `v2026.11.29.1` if there is one of that day already. A commit is released once a day.
   *
   * @param schedule a cron schedule in UTC: minute, hour, day of the month, month, day of the week, e.g. `0 4 * * 1`
   * @param prefix what the names begin with: a letter, then letters, "_" and "-", at most 40 characters
   * @throws `ci/release-scheme`
   */
  public static calendar(schedule: string, prefix: string = 'v', options: ReleaseSchemeOptions = {}): ReleaseScheme {
    return new ReleaseScheme(formatDatedPattern(checkPrefix(prefix)), checkGitPrefix(options), undefined, undefined, schedule, { prefix, releases: 'of each day' });
  }

  /**
   * Each push to the main branch is a release, unless it changes nothing but the ignored paths.
   * A release is named after the day, in UTC: `v2026.11.29`, and `v2026.11.29.1` for the next one of that day. A commit is released once.
   *
   * @param prefix what the names begin with: a letter, then letters, "_" and "-", at most 40 characters
   * @throws `ci/release-scheme`
   */
  public static onMerge(prefix: string = 'v', options: ReleaseSchemeOptions = {}): ReleaseScheme {
    return new ReleaseScheme(formatDatedPattern(checkPrefix(prefix)), checkGitPrefix(options), undefined, undefined, undefined, { prefix, releases: 'of each commit' });
  }

  private constructor(
    /** @internal */
    public readonly _namePattern: string,
    /** What the git tags begin with, before the name of the release; empty if that is the whole tag. */
    public readonly gitTagPrefix: string,
    /** The build argument with the version of the packaged program, if releases follow one. */
    public readonly versionArg?: string,
    /** The suffix of your releases, if they follow a packaged program. */
    public readonly suffix?: string,
    /** The cron schedule that releases, if one does. */
    public readonly schedule?: string,
    /** @internal */
    public readonly _dated?: { readonly prefix: string; readonly releases: DatedReleases },
  ) {}

  /** The git tags that are releases, e.g. `v*-mt.*` or `api-v*`. */
  public get tagPattern(): string {
    return `${this.gitTagPrefix}${this._namePattern}`;
  }

  /**
   * Whether a git tag is a release.
   *
   * @param tag the name of the tag, without `refs/tags/`
   */
  public isRelease(tag: string): boolean {
    return matches(this.tagPattern, tag);
  }

  /**
   * Whether a tag of an image can be the name of a release.
   *
   * @internal
   */
  public _isName(tag: string): boolean {
    return matches(this._namePattern, tag);
  }

  /**
   * The same for schemes that make the same releases of the same tags.
   *
   * @internal
   */
  public get _key(): string {
    return JSON.stringify([this._namePattern, this.gitTagPrefix, this.versionArg, this.schedule, this._dated]);
  }
}

function matches(pattern: string, tag: string): boolean {
  return new RegExp(`^${pattern.replace(/\./g, '\\.').replace(/\*+/g, '.*')}$`).test(tag);
}

/**
 * A prefix with which any name is a git tag.
 *
 * @see https://git-scm.com/docs/git-check-ref-format
 */
function checkGitPrefix({ gitTagPrefix: prefix = '' }: ReleaseSchemeOptions): string {
  const isPlain = /^(?:[A-Za-z0-9_@][A-Za-z0-9_.@/-]{0,99})?$/.test(prefix);
  return isPlain && !/\.\.|\/\/|\/\.|\.lock\/|\.$/.test(prefix) ? prefix : refuseScheme(
    `${_quoteValue(prefix)} cannot be the prefix of git tags`, 'Git would refuse the tags, or the patterns of the forges would not select them.',
    'Use at most 100 letters, digits, "-", "_", ".", "/" and "@", as git allows them in a tag: api-, api/ or @acme/api@.',
  );
}

/** It has no digits, so that the year begins the version. */
function checkPrefix(prefix: string): string {
  return /^[A-Za-z][A-Za-z_-]{0,39}$/.test(prefix) ? prefix : refuseScheme(
    `${_quoteValue(prefix)} cannot be the prefix of releases`, 'It is part of git tags and of image tags, and the year follows it.',
    'Use at most 40 letters, "_" and "-", and begin with a letter: router-v.',
  );
}

function refuseScheme(what: string, why: string, fix: string): never {
  return _refuse({ id: 'ci/release-scheme', what: `${what}.`, why, fix });
}
