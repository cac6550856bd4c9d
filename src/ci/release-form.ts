/** What surrounds the version in the name of a release. */
export interface ReleaseForm {
  /** Selects the git tags that are releases; `*` matches any characters. */
  readonly pattern: string;
  /** Before the version, apart from a "v": `release-`. */
  readonly prefix: string;
  /** Between the version and the number of the release: `-mt.`. */
  readonly mark?: string;
  /** After the version. */
  readonly suffix: string;
}

/** Reads the form of releases from the pattern that selects them. A pattern may fix the first numbers of the version: they remain part of it. */
export function readReleaseForm(pattern: string): ReleaseForm {
  const [first, ...others] = pattern.split(/\*+/);
  const last = others.pop();
  return {
    pattern,
    prefix: last === undefined ? '' : /^\D*/.exec(first)![0].replace(/v$/, ''),
    mark: others.filter(text => /[a-z]/i.test(text)).at(-1),
    suffix: last === undefined || /^[\d.]*$/.test(last) ? '' : last,
  };
}
