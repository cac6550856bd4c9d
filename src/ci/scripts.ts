import { _doubleQuoted, _sedPattern, _shellPath, _shellWord } from '../core';

/**
 * Tags the first release of a version of the packaged program, unless that version has a release.
 * Plain `sh` with git. Reads the address of the repository from `$REMOTE`; git finds the token by `CREDENTIAL_ENV`.
 * `$tag` holds the new tag at the end; where there is nothing to do the script has ended before.
 *
 * The tags are asked for and not fetched: clones of a CI are shallow, and have none.
 */
export function tagScript(dockerfile: string, versionArg: string, suffix: string): string {
  const line = `ARG ${versionArg}=`;
  const file = _shellPath(dockerfile);
  const version = `/^${_sedPattern(line)}/{s/^${_sedPattern(line)}v\\{0,1\\}/v/p;q;}`;
  return `set -eu
# Read from the Dockerfile, so that nothing has to be installed here.
upstream=$(sed -n ${_shellWord(version)} ${file})
if [ -z "$upstream" ]; then
  echo ${_shellWord(`No line begins with ${line} in`)} ${file} >&2
  exit 1
fi
released=$(git ls-remote --tags --refs "$REMOTE" "refs/tags/$upstream-${_doubleQuoted(suffix)}.*")
if [ -n "$released" ]; then
  echo "$upstream has a release:"
  echo "$released"
  exit 0
fi
tag=$upstream-${_shellWord(suffix)}.1
git tag --annotate --message "First release with $upstream" "$tag"
git push "$REMOTE" "refs/tags/$tag"
`;
}

/** Who the annotated tag is from. */
export const TAGGER_ENV = {
  GIT_COMMITTER_NAME: 'release-tag',
  GIT_COMMITTER_EMAIL: 'release-tag@localhost',
} as const;

/** Makes git send `$TOKEN`, which so stands in no command line, no URL and no file. */
export function credentialEnv(username: string): Record<string, string> {
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'credential.helper',
    GIT_CONFIG_VALUE_0: `!f() { echo username=${_shellWord(username)}; echo "password=$TOKEN"; }; f`,
  };
}

/** A variable that a script knows, by its name. */
type ShellVariable = 'DIGEST' | 'digest' | 'TAG' | 'PLATFORM';

/**
 * Moves a floating tag to `$IMAGE@$digest`: a copy of the index as it is, so both tags have one digest.
 *
 * `--prefer-index=false` because buildx would wrap a single manifest into an index of its own, with another digest.
 *
 * @see https://docs.docker.com/reference/cli/docker/buildx/imagetools/create/#prefer-index
 */
export function promoteCommand(floatingTag: string, digest: ShellVariable): string {
  return `docker buildx imagetools create --prefer-index=false --tag "$IMAGE:${_doubleQuoted(floatingTag)}" "$IMAGE@$${digest}"`;
}

/**
 * Holds a built image against its manifest. Nothing is fetched: `npx` takes what was installed.
 *
 * @param archive a shell word
 * @param platform all platforms when not given
 */
export function verifyCommand(manifest: string, archive: string, platform?: ShellVariable): string {
  const options = [
    ...manifest === 'Dockerfile.imagewright.json' ? [] : ['--manifest', _shellPath(manifest)],
    ...platform === undefined ? [] : ['--platform', `"$${platform}"`],
  ];
  return ['npx --no -- imagewright verify', ...options, archive].join(' ');
}

/** Prints the digest of an index. */
export function digestCommand(tag: ShellVariable): string {
  return `docker buildx imagetools inspect "$IMAGE:$${tag}" --format '{{.Manifest.Digest}}'`;
}

/** A script in a sentence: its first line. */
export function firstLine(script: string): string {
  const [first = '', ...more] = script.split(/[\r\n]+/).map(line => line.trim()).filter(line => line !== '');
  return more.length === 0 ? first : `${first} …`;
}
