import { _quoteShellWord } from '../core';
import { ReleaseNaming, formatDatedPattern } from './release-naming';

/**
 * Names a release after the day, in UTC: `v2026.11.29`, and `v2026.11.29.1` for the next one of that day. Numbers have no leading zeros, as in SemVer.
 *
 * For an annotated tag, `ls-remote` shows the object of the tag, and in a second line, which ends with `^{}`, the commit.
 */
export function printDatedTagScript({ prefix, releases }: Extract<ReleaseNaming, { by: 'date' }>): string {
  const isDaily = releases === 'of each day';
  const patterns = isDaily ? '"refs/tags/$today" "refs/tags/$today^{}" "refs/tags/$today.*"' : _quoteShellWord(`refs/tags/${formatDatedPattern(prefix)}`);
  return `set -eu
commit=$(git rev-parse HEAD)
today=${_quoteShellWord(prefix)}$(date -u +%Y.%m.%d | sed 's/\\.0/./g')
released=$(git ls-remote --tags "$REMOTE" ${patterns})
own=$(printf '%s\\n' "$released" | sed -n "s,^$commit.*refs/tags/,,p")
if [ -n "$own" ]; then
  echo "This commit has a release${isDaily ? ' of today' : ''}:"
  echo "$own"
  exit 0
fi
last=$(printf '%s\\n' "$released" | sed -n -e "s,.*refs/tags/$today\$,0,p" -e "s,.*refs/tags/$today\\.\\([1-9][0-9]*\\)\$,\\1,p" | sort -n | tail -n 1)
tag=$today
if [ -n "$last" ]; then
  tag=$today.$((last + 1))
fi
message="Release $tag"
`;
}
