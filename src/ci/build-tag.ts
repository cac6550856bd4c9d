/** A tag of the image of a build that is no release. */
export type BuildTag =
  /** Of the newest build of the main branch. */
  | { readonly of: 'branch'; readonly name: string }
  /** Of a commit on the main branch: `sha-` and the first 12 digits of its hash. */
  | { readonly of: 'commit' }
  /** Of a proposed change: `pr-` and its number. */
  | { readonly of: 'change' };

/** The tag in a sentence. */
export function describeBuildTag(tag: BuildTag): string {
  return tag.of === 'branch' ? `:${tag.name}` : { commit: ':sha-<commit>', change: ':pr-<number>' }[tag.of];
}

/** A tag that it can be. */
export function findBuildSample(tag: BuildTag): string {
  return tag.of === 'branch' ? tag.name : { commit: 'sha-0123456789ab', change: 'pr-1' }[tag.of];
}

/** Whether a fixed tag is one of those of commits or changes. */
export function coversTag(tag: BuildTag, name: string): boolean {
  return tag.of !== 'branch' && { commit: /^sha-[0-9a-f]{12}$/, change: /^pr-[0-9]+$/ }[tag.of].test(name);
}
