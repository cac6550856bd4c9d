import { _quoteShellWord } from '../core';
import type { ExtraStep } from './extra-steps';

/** A script as a word of another one. */
export function quoteScript(script: string): string {
  return _quoteShellWord(script.replace(/\n$/, ''));
}

/**
 * Prints a script that runs a step for each of these platforms, each in a shell of its own, in which `$PLATFORM` is one of them.
 *
 * @param archive path of the archive with the image, as a shell word
 */
export function printForPlatforms({ script }: Pick<ExtraStep, 'script'>, platforms: readonly string[], archive: string): string {
  return `ARCHIVE=${archive}
export ARCHIVE
for PLATFORM in ${platforms.map(_quoteShellWord).join(' ')}; do
  export PLATFORM
  echo "Platform: $PLATFORM"
  sh -ec ${quoteScript(script)}
done
`;
}
