import { _quoteShellPath, _quoteShellWord } from '../core';
import { TagSuffix, printTagSuffix } from './variants';

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
 * @param manifest its path, or a variable that has it
 * @param archive path of the image, as a shell word
 * @param platform the platform to check; all if undefined
 * @param report a file for the forge to show, as a shell word, and its format; the table is printed too
 */
export function printVerifyCommand(
  manifest: string | { readonly variable: string }, archive: string, platform?: ShellVariable, report?: Report,
): string {
  const options = [
    ...manifest === 'Dockerfile.imagewright.json' ? [] : ['--manifest', typeof manifest === 'string' ? _quoteShellPath(manifest) : `"$${manifest.variable}"`],
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
