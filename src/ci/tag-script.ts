import { _escapeDoubleQuoted, _escapeSedPattern, _quoteShellPath, _quoteShellWord } from '../core';
import { printDatedTagScript } from './dated-tag-script';
import type { ReleaseNaming } from './release-naming';

type VersionNaming = Extract<ReleaseNaming, { by: 'version' }>;

/**
 * Prints a script that tags the next release of the commit that is checked out, unless there is nothing to release.
 * It needs `sh` and git, and reads the address of the repository from `$REMOTE`; git gets the token from `$TOKEN`.
 * At the end, `$tag` holds the new tag; if there is nothing to do, the script exits earlier.
 */
export function printTagScript(naming: ReleaseNaming): string {
  return `${printNewTagScript(naming)}${PUSH_TAG}`;
}

/** Tags the commit as `$tag`, and pushes that. */
export const PUSH_TAG = `git tag --annotate --message "$message" "$tag"
git push "$REMOTE" "refs/tags/$tag"
`;

/**
 * Prints the first part of that script, which sets `$tag` and `$message`, and tags nothing.
 *
 * It asks the remote for tags, because the shallow clones of a CI have none.
 */
export function printNewTagScript(naming: ReleaseNaming): string {
  return naming.by === 'version' ? printVersionTagScript(naming) : printDatedTagScript(naming);
}

/** Names the first release of a version of the packaged program, unless that version has a release. */
function printVersionTagScript({ gitPrefix, dockerfile, versionArg, suffix }: VersionNaming): string {
  const line = `ARG ${versionArg}=`;
  const file = _quoteShellPath(dockerfile);
  const version = `/^${_escapeSedPattern(line)}/{s/^${_escapeSedPattern(line)}v\\{0,1\\}/v/p;q;}`;
  return `set -eu
# Reads the version from the Dockerfile, so that no other tool is needed.
upstream=$(sed -n ${_quoteShellWord(version)} ${file})
if [ -z "$upstream" ]; then
  echo ${_quoteShellWord(`No line begins with ${line} in`)} ${file} >&2
  exit 1
fi
released=$(git ls-remote --tags --refs "$REMOTE" "refs/tags/${_escapeDoubleQuoted(gitPrefix)}$upstream-${_escapeDoubleQuoted(suffix)}.*")
if [ -n "$released" ]; then
  echo "$upstream has a release:"
  echo "$released"
  exit 0
fi
tag=${gitPrefix === '' ? '' : _quoteShellWord(gitPrefix)}$upstream-${_quoteShellWord(suffix)}.1
message="First release with $upstream"
`;
}
