/** How the git tag of the next release is named. */
export type ReleaseNaming =
  /** After the version of the packaged program, which a line of the Dockerfile holds: `v1.98.3-mt.1` is its first release. */
  | { readonly by: 'version'; readonly gitPrefix: string; readonly dockerfile: string; readonly versionArg: string; readonly suffix: string }
  /** After the day: `v2026.11.29`, and `v2026.11.29.1` for the next one of that day. The prefix is all that the git tag begins with. */
  | { readonly by: 'date'; readonly prefix: string; readonly releases: DatedReleases };

/** Which commits a dated release is for: each commit that has none, or the newest commit, unless it has one of that day. */
export type DatedReleases = 'of each commit' | 'of each day';

/** What a release is named after, in a sentence. */
export function describeNaming(naming: ReleaseNaming): string {
  return naming.by === 'version' ? `${naming.gitPrefix}v<version>-${naming.suffix}.1` : `${naming.prefix}<year>.<month>.<day>`;
}

/** Selects the git tags of dated releases. */
export function formatDatedPattern(prefix: string): string {
  return `${prefix}20*.*.*`;
}
