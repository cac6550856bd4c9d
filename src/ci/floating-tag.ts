/** A tag of an image that moves from release to release: a fixed name, or the first numbers of the version. */
export interface FloatingTag {
  /** E.g. `stable`. */
  readonly name?: string;
  /** How many numbers of the version are the tag: 2 for `1.96`. */
  readonly parts?: number;
}

/** The tag in a sentence: `:stable`, `:<major>.<minor>`. */
export function describeTag({ name, parts }: FloatingTag): string {
  return `:${name ?? ['<major>', '<minor>', '<patch>'].slice(0, parts).join('.')}`;
}

/** A tag that it can be: of a fixed name this one, of a line one of many. */
export function findSampleTag({ name, parts }: FloatingTag): string {
  return name ?? ['1', '96', '5'].slice(0, parts).join('.');
}
