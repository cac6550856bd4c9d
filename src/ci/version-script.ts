import { _escapeSedPattern } from '../core';
import type { ReleaseForm } from './release-form';

/**
 * Prints shell functions that compare releases by their versions: `sort_key RELEASE` prints a text that sorts as the version does, byte by byte.
 * In it, D begins a number, which has 20 digits, C a word, B ends the version, and A begins a pre-release: so `1.2-rc.1` < `1.2` < `1.2a` < `1.2.1`,
 * and `1.9` < `1.10`. They need `sh`, `sed`, `tr` and `sort` of POSIX, or those of BusyBox.
 *
 * A pre-release has a usual word for one, `-` and any word, as in SemVer, or a, b, c or m between digits, as in Python. No pre-releases are builds of
 * Java 8 (`8u442-b06`), words that say that a release is one (`5.10-RELEASE`), and dates with the hash of a commit, which has no order and is left out.
 * A number of more than 20 digits is no version.
 *
 * @see https://semver.org/#spec-item-11
 * @see https://packaging.python.org/en/latest/specifications/version-specifiers/#pre-releases
 * @see https://github.com/adoptium/temurin8-binaries/releases
 * @see https://github.com/swiftlang/swift/tags
 * @see https://maven.apache.org/pom.html#version-order-specification
 */
export function printVersionFunctions({ prefix, mark, suffix }: ReleaseForm): string {
  const expressions = [
    ...(prefix === '' ? [] : [`s/^${_escapeSedPattern(prefix.toLowerCase())}//`]),
    's/^v//',
    ...(suffix === '' ? [] : [`s/${_escapeSedPattern(suffix.toLowerCase())}$//`]),
    ...(mark === undefined ? [] : [`s/(.*)${_escapeSedPattern(mark.toLowerCase())}/\\1B/`]),
    's/^.*[1-9][0-9]{20}.*$/A/',
    '/^(19|20)[0-9]{2}.*-g?[0-9a-f]{7,40}$/s/-g?[0-9a-f]*[a-f][0-9a-f]*$//',
    's/([0-9]u[0-9]+)-b([0-9]+)(-ga)?$/\\1.\\2/',
    's/[._-](ga|final|release)(B|$)/\\2/',
    's/[._-]?(alpha|beta|rc|cr|pre|preview|dev|snapshot|nightly|canary|eap|milestone)([^a-z]|$)/A\\1\\2/',
    's/([0-9])[._-]?([abcm])([0-9])/\\1A\\2\\3/g',
    's/-([a-z])/A\\1/g',
    's/[0-9]+/D00000000000000000000&/g',
    's/D[0-9]*([0-9]{20})/D\\1/g',
    's/([0-9])([a-z])/\\1C\\2/g',
    's/[^A-Za-z0-9]+([a-z])/C\\1/g',
    's/[^A-Za-z0-9]//g',
    's/^([a-z])/C\\1/',
    's/$/B/',
  ];
  return `# A text that sorts as the version of a release does. D begins a number, C a word, A a pre-release, and B ends the version.
sort_key() {
  printf '%s\\n' "$1" | tr ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz | LC_ALL=C sed -E ${expressions.map(each => `\\\n    -e '${each}'`).join(' ')}
}
is_final() {
  case $(sort_key "$1") in
    *A*) return 1 ;;
    D*) ;;
    *) return 1 ;;
  esac
}
is_lower() {
  one=$(sort_key "$1")
  other=$(sort_key "$2")
  [ "$one" != "$other" ] && [ "$(printf '%s\\n%s\\n' "$one" "$other" | LC_ALL=C sort | head -n 1)" = "$one" ]
}
`;
}

/** Prints a command whose output is the first numbers of the version of `$TAG`; nothing if it has fewer. */
export function printLineCommand({ prefix }: ReleaseForm, parts: number): string {
  const numbers = Array(parts).fill('[0-9]+').join('\\.');
  return `printf '%s\\n' "$TAG" | sed -n -E 's/^${_escapeSedPattern(prefix)}[vV]?(${numbers})([^0-9].*)?$/\\1/p'`;
}
