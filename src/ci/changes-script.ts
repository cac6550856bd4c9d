import { _quoteShellWord } from '../core';

/**
 * Prints a script that says, as the output `build` of its step, whether a change needs a build: false if it touches nothing but the ignored paths.
 * It needs `sh` and git, in the work tree of the change merged into its target, with the commits before it. Anything but a pull request is built,
 * and so is a change that git cannot compare.
 *
 * @param isMerged whether the work tree is the change merged into its target; else it is the change, with all commits, and `$BASE` is its target
 * @see https://git-scm.com/docs/gitglossary#Documentation/gitglossary.txt-glob
 */
export function printChangesScript(ignoring: readonly string[], isMerged = true): string {
  const range = isMerged ? 'git diff --quiet HEAD^1 HEAD' : '[ -n "$BASE" ] && git diff --quiet "$BASE...HEAD"';
  return `build=true
if [ "$EVENT" = pull_request ] && ${range} -- .${printExclusions(ignoring)}; then
  build=false
fi
echo "build: $build"
echo "build=$build" >> "$GITHUB_OUTPUT"
`;
}

/** The words that leave paths out of a comparison by git. */
export function printExclusions(ignoring: readonly string[]): string {
  return ignoring.map(path => ` \\\n    ${_quoteShellWord(`:(top,exclude,glob)${escapePath(path)}`)}`).join('');
}

/** In the options of a pipeline only `*` and `**` are patterns. */
function escapePath(path: string): string {
  return path.replace(/[\\?[\]]/g, '\\$&');
}

/**
 * Prints a line of a script that empties the variable with the commit to compare with, unless that commit has this file: all images count as affected
 * then.
 *
 * @param path from the root of the repository
 */
export function printFirstRun(variable: 'SINCE' | 'since', path: string): string {
  return `git cat-file -e "$${variable}:"${_quoteShellWord(path)} 2>/dev/null || ${variable}=\n`;
}

/**
 * Prints a script that fails unless every job succeeded that something needed: `$BUILDS` has `true-success` for such a job, and `false-skipped`
 * for one that nothing needed. `$AFFECTED` is the result of the job that has decided.
 */
export function printAllPassedScript(): string {
  return `if [ "$AFFECTED" != success ]; then
  echo "It could not be told which images are affected: $AFFECTED." >&2
  exit 1
fi
for build in $BUILDS; do
  case $build in
    true-success) echo "The builds succeeded." ;;
    false-skipped) echo "Nothing to build." ;;
    *) echo "The builds are no success: \${build#*-}." >&2; exit 1 ;;
  esac
done
`;
}

/** Prints a script that fails unless the build succeeded, or nothing needed one. A job that a failure skips counts as neither. */
export function printPassedScript(isSelective: boolean): string {
  const results = isSelective ? '$CHANGES-$WANTED-$BUILD' : '$BUILD';
  return `case ${results} in
  ${isSelective ? 'success-true-success' : 'success'}) echo "The build succeeded." ;;
${isSelective ? '  success-false-skipped) echo "Nothing to build: only ignored paths have changed." ;;\n' : ''}  *) echo "The build is no success: $BUILD." >&2; exit 1 ;;
esac
`;
}
