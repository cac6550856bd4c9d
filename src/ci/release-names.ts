import { _quoteShellWord } from '../core';

/** The names of releases, and the git tags that stand for them. */
export interface ReleaseNames {
  /** What a git tag begins with, before the name; empty if the name is the whole tag. Of letters, digits, "-", "_", ".", "/" and "@". */
  readonly gitPrefix: string;
  /** Selects the names that are releases; `*` matches any characters. Of letters, digits, "-", "_", "." and "*". */
  readonly pattern: string;
}

/** The pattern of the git tags, which is one of the shell as well. */
export function formatGitPattern({ gitPrefix, pattern }: ReleaseNames): string {
  return `${gitPrefix}${pattern}`;
}

/** The name of a release in a script, by a variable that has the git tag. */
export function printNameOf(variable: 'GIT_TAG' | 'CI_COMMIT_TAG' | 'ROLLBACK_TO', { gitPrefix }: Pick<ReleaseNames, 'gitPrefix'>): string {
  return `\${${variable}#${_quoteShellWord(gitPrefix)}}`;
}

/**
 * Prints a script that fails unless `$GIT_TAG` matches the pattern of the git tags of releases, and sets `$TAG` to its name. Without a prefix, `$TAG` is the git tag, and
 * there is no `$GIT_TAG`.
 */
export function printNameScript({ gitPrefix, pattern }: { readonly gitPrefix: string; readonly pattern: string }): string {
  const given = gitPrefix === '' ? 'TAG' : 'GIT_TAG';
  const refuse = `echo "\\"$${given}\\" is no release here: "${_quoteShellWord(pattern)} >&2; exit 1`;
  return given === 'TAG' ? `case $TAG in
  ${pattern}) ;;
  *) ${refuse} ;;
esac
` : `case $GIT_TAG in
  ${pattern}) TAG=${printNameOf('GIT_TAG', { gitPrefix })} ;;
  *) TAG= ;;
esac
case $TAG in
  '' | [.-]* | *[!A-Za-z0-9_.-]*) ${refuse} ;;
esac
`;
}

/** Whether a git tag can be a release of both. */
export function haveCommonTag(one: string, other: string): boolean {
  const known = new Map<number, boolean>();
  const search = (i: number, j: number): boolean => {
    const key = i * (other.length + 1) + j;
    const found = known.get(key) ?? compare(i, j);
    known.set(key, found);
    return found;
  };
  const compare = (i: number, j: number): boolean => {
    const [a, b] = [one[i], other[j]] as [string | undefined, string | undefined];
    if (a === '*') return search(i + 1, j) || (b !== undefined && search(i, j + 1));
    if (b === '*') return search(i, j + 1) || (a !== undefined && search(i + 1, j));
    return a === b && (a === undefined || search(i + 1, j + 1));
  };
  return search(0, 0);
}
