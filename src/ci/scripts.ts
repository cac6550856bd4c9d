import { _escapeDoubleQuoted, _escapeSedPattern, _quoteShellPath, _quoteShellWord } from '../core';
import { TagSuffix, printTagSuffix } from './variants';

/**
 * Prints a script that tags the first release of a version of the packaged program, unless that version has a release.
 * It needs `sh` and git, and reads the address of the repository from `$REMOTE`; git gets the token from `$TOKEN`.
 * At the end, `$tag` holds the new tag; if there is nothing to do, the script exits earlier.
 */
export function printTagScript(dockerfile: string, versionArg: string, suffix: string): string {
  return `${printNewTagScript(dockerfile, versionArg, suffix)}${PUSH_TAG}`;
}

/** Tags the commit as `$tag`, and pushes that. */
export const PUSH_TAG = `git tag --annotate --message "First release with $upstream" "$tag"
git push "$REMOTE" "refs/tags/$tag"
`;

/**
 * Prints the first part of that script, which sets `$tag` and tags nothing.
 *
 * It asks the remote for tags, because the shallow clones of a CI have none.
 */
export function printNewTagScript(dockerfile: string, versionArg: string, suffix: string): string {
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
released=$(git ls-remote --tags --refs "$REMOTE" "refs/tags/$upstream-${_escapeDoubleQuoted(suffix)}.*")
if [ -n "$released" ]; then
  echo "$upstream has a release:"
  echo "$released"
  exit 0
fi
tag=$upstream-${_quoteShellWord(suffix)}.1
`;
}

/** The author of the annotated tag. */
export const TAGGER_ENV = {
  GIT_COMMITTER_NAME: 'release-tag',
  GIT_COMMITTER_EMAIL: 'release-tag@localhost',
} as const;

/** Makes git send `$TOKEN`, so that the token is in no command line, URL or file. */
export function createCredentialEnv(username: string): Record<string, string> {
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'credential.helper',
    GIT_CONFIG_VALUE_0: `!f() { echo username=${_quoteShellWord(username)}; echo "password=$TOKEN"; }; f`,
  };
}

/** The result of a verification, in a form that a forge shows. */
interface Report {
  readonly format: 'markdown' | 'junit';
  readonly file: string;
}

/** Name of a shell variable. */
type ShellVariable = 'TAG' | 'PLATFORM';

/**
 * Prints the command that checks a built image against its manifest. `npx --no` runs the installed version and downloads nothing.
 *
 * @param archive path of the image, as a shell word
 * @param platform the platform to check; all if undefined
 * @param report a file for the forge to show, as a shell word, and its format; the table is printed too
 */
export function printVerifyCommand(manifest: string, archive: string, platform?: ShellVariable, report?: Report): string {
  const options = [
    ...manifest === 'Dockerfile.imagewright.json' ? [] : ['--manifest', _quoteShellPath(manifest)],
    ...platform === undefined ? [] : ['--platform', `"$${platform}"`],
    ...report === undefined ? [] : ['--format', report.format, '--output', report.file],
  ];
  return ['npx --no -- imagewright verify', ...options, archive].join(' ');
}

/**
 * Prints the command that shows the digest of an index.
 *
 * @param tagSuffix added to the tag, or empty
 */
export function printDigestCommand(tag: ShellVariable, tagSuffix: TagSuffix): string {
  return `docker buildx imagetools inspect "$IMAGE:$${tag}${printTagSuffix(tagSuffix)}" --format '{{.Manifest.Digest}}'`;
}

/** The first line of a script, for use in a sentence. */
export function findFirstLine(script: string): string {
  const [first = '', ...more] = script.split(/[\r\n]+/).map(line => line.trim()).filter(line => line !== '');
  return more.length === 0 ? first : `${first} …`;
}
