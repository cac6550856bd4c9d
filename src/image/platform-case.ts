import type { Platform, Problem } from '../core';

/**
 * The lines of a shell `case` over platforms: a command for each, and an error for any other.
 *
 * @param report receives the platforms without a command
 */
export function printPlatformCase(platforms: Platform[], commands: Record<string, string>, report: (problem: Problem) => void): string[] {
  const words = new Map<string, string[]>();
  for (const { name, targetWord } of platforms) {
    const command = commands[name];
    if (command === undefined) report(describeMissingCommand(name, Object.keys(commands)));
    else words.set(command, [...(words.get(command) ?? []), targetWord]);
  }
  return [
    'case "$TARGETARCH$TARGETVARIANT" in',
    ...[...words].map(([command, patterns]) => `  ${patterns.join(' | ')}) ${command} ;;`),
    '  *) echo "this image is not declared for $TARGETARCH$TARGETVARIANT" >&2; exit 1 ;;',
    'esac',
  ];
}

function describeMissingCommand(platform: string, known: string[]): Problem {
  return {
    id: 'image/platform-case',
    what: `There is no command for ${platform}.`,
    why: 'The build for that platform would stop in the `case`.',
    fix: `Add a command for it. Platforms with a command:  ${known.join(', ') || 'none'}.`,
  };
}
