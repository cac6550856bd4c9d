import { _quoteShellWord } from '../core';
import type { FloatingTag } from './floating-tag';
import type { ReleasedRepositories } from './pipeline';
import type { ReleaseForm } from './release-form';
import { formatGitPattern, printNameOf } from './release-names';
import { TagSuffix, printTagSuffix } from './variants';
import { printLineCommand, printVersionFunctions } from './version-script';

/**
 * Shell functions that read and move tags of `$IMAGE`. The release of an image is its label `org.opencontainers.image.version`, which every
 * image of this library has. A registry that does not answer is not one without the tag.
 *
 * Without `--prefer-index=false`, buildx would wrap a single manifest into a new index, with another digest.
 *
 * @see https://docs.docker.com/reference/cli/docker/buildx/imagetools/create/#prefer-index
 */
const TAG_FUNCTIONS = `inspect() {
  found=$(docker buildx imagetools inspect "$IMAGE:$1" --format "$2" 2>&1) && printf '%s\\n' "$found" && return
  case $found in
    *'not found'* | *MANIFEST_UNKNOWN* | *'manifest unknown'*) ;;
    *) printf '%s\\n' "$found" >&2; exit 1 ;;
  esac
}
digest_of() {
  inspect "$1" '{{.Manifest.Digest}}'
}
release_of() {
  described=$(inspect "$1" '{{json .Image}}')
  printf '%s\\n' "$described" | tr ',' '\\n' | sed -n -E 's/.*"org.opencontainers.image.version": *"([^"]*)".*/\\1/p' | head -n 1
}
move() {
  docker buildx imagetools create --prefer-index=false --tag "$IMAGE:$1" "$IMAGE@$2"
}
`;

/**
 * Prints a script that moves floating tags to the release `$TAG`, which is published as `$DIGEST`: it copies the index unchanged. A tag that
 * points to a higher version stays, and a pre-release moves none.
 *
 * It needs `sh` and docker with buildx, which is logged in.
 *
 * @param tagSuffix added to each tag, or empty
 */
export function printPromoteScript(tags: readonly FloatingTag[], form: ReleaseForm, tagSuffix: TagSuffix): string {
  return `set -eu
${printVersionFunctions(form)}${TAG_FUNCTIONS}promote() {
  if [ -z "$1" ]; then
    echo "$TAG has too few numbers for a tag of its line."
    return
  fi
${tagSuffix === '' ? '' : `  set -- "$1${printTagSuffix(tagSuffix)}"\n`}  present=$(digest_of "$1")
  before=$(release_of "$1")
  if [ "$present" = "$DIGEST" ]; then
    echo "$1 is $TAG already."
  elif [ -n "$present" ] && [ -z "$before" ]; then
    echo "$1 stays: $present does not say its release, which may be higher than $TAG. Move it once by hand, with the rollback." >&2
    exit 1
  elif [ -n "$present" ] && is_lower "$TAG" "$before"; then
    echo "$1 stays at $before, which is higher than $TAG."
  else
    move "$1" "$DIGEST"
    echo "$1 moved to $TAG."
  fi
}
if ! is_final "$TAG"; then
  echo "$TAG is a pre-release, or no version: no other tag moves to it."
  exit 0
fi
${tags.map(tag => `promote ${printTag(tag, form)}\n`).join('')}`;
}

function printTag({ name, parts = 1 }: FloatingTag, form: ReleaseForm): string {
  return name === undefined ? `"$(${printLineCommand(form, parts)})"` : _quoteShellWord(name);
}

/**
 * Prints a script that moves the floating tag `$ROLLBACK_TAG`, or the usual one, to the published release `$ROLLBACK_TO`, whatever it points
 * to, and says so.
 *
 * It needs `sh` and docker with buildx, which is logged in.
 *
 * @param releases the names of the releases; of several, those of the repository in a variable
 * @param tagSuffixes what the tags of the images end with; of several, `$ROLLBACK_SUFFIX` chooses one
 * @param repository name of that variable
 */
export function printRollbackScript(
  usual: string, releases: readonly ReleasedRepositories[], tagSuffixes: readonly TagSuffix[], repository: 'ROLLBACK_IMAGE' | 'REPOSITORY' = 'ROLLBACK_IMAGE',
): string {
  const [release, tag] = ['$ROLLBACK_TO', '$ROLLBACK_TAG'].map(name => `${name}${tagSuffixes.length === 1 ? printTagSuffix(tagSuffixes[0]) : '$suffix'}`);
  return `set -e
${TAG_FUNCTIONS}${tagSuffixes.length === 1 ? '' : printSuffixChoice(tagSuffixes.filter(suffix => typeof suffix === 'string'))}if [ -z "$ROLLBACK_TAG" ]; then
  ROLLBACK_TAG=${_quoteShellWord(usual)}
fi
${printReleaseChecks(releases, repository)}after=$(digest_of "${release}")
if [ -z "$after" ]; then
  echo "$IMAGE has no release ${release}." >&2
  exit 1
fi
before=$(digest_of "${tag}")
echo "ROLLBACK of $IMAGE:${tag}"
echo "  from $(release_of "${tag}") $before"
echo "  to ${release} $after"
move "${tag}" "$after"
echo "The next release moves ${tag} again if its version is higher than $ROLLBACK_TO."
`;
}

/** Takes the name of a release, or its git tag. Patterns of the shell select both. */
function printReleaseChecks(releases: readonly ReleasedRepositories[], repository: string): string {
  const [{ pattern }] = releases;
  const isOne = releases.length === 1;
  const match = (variable: string) => (isOne ? `$${variable}` : `"$${repository}:$${variable}"`);
  const select = ({ repositories }: ReleasedRepositories, names: string) => (
    isOne ? names : repositories.map(path => `${_quoteShellWord(`${path}:`)}${names}`).join(' | ')
  );
  const prefixed = releases.filter(({ gitPrefix }) => gitPrefix !== '');
  const all = releases.map(each => select(each, each.pattern)).join(' | ');
  const allowed = isOne ? `: "${_quoteShellWord(pattern)}` : ` of $${repository}."`;
  return `${prefixed.length === 0 ? '' : `case ${match('ROLLBACK_TO')} in
${prefixed.map(each => `  ${select(each, formatGitPattern(each))}) ROLLBACK_TO=${printNameOf('ROLLBACK_TO', each)} ;;\n`).join('')}esac
`}case ${match('ROLLBACK_TO')} in
  ${all}) ;;
  *) echo "\\"$ROLLBACK_TO\\" is no release${allowed} >&2; exit 1 ;;
esac
case ${match('ROLLBACK_TAG')} in
  ${all}) echo "$ROLLBACK_TAG is a release, which never changes." >&2; exit 1 ;;
esac
`;
}

/** Sets `$suffix` to the chosen one. It is never part of the release, which has one name for all variants. */
function printSuffixChoice(suffixes: readonly string[]): string {
  return `case $ROLLBACK_SUFFIX in
${suffixes.map(suffix => `  ${_quoteShellWord(suffix.slice(1))}) suffix=${_quoteShellWord(suffix)} ;;\n`).join('')}  *) echo "\\"$ROLLBACK_SUFFIX\\" is no suffix of the tags." >&2; exit 1 ;;
esac
`;
}

/**
 * Prints a script that ends with success if nobody passed a variable, or, with a second one, passed another image than `$REPOSITORY`: for a forge
 * that starts all workflows that a person may start.
 */
export function printSkipScript(asked: 'ROLLBACK_TO', image?: 'ROLLBACK_IMAGE'): string {
  return `if [ -z "$${asked}" ]; then
  echo "Nothing to do: the variable ${asked} is not set."
  exit 0
fi
${image === undefined ? '' : `if [ "$${image}" != "$REPOSITORY" ]; then
  echo "Nothing to do: ${image} is not $REPOSITORY."
  exit 0
fi
`}`;
}
