import type { ContainerImage } from './container-image';
import type { Platform } from './platform';

/**
 * The lines of a shell `case` over the platforms of an image: what each platform does, and an error for every other one.
 * The stage must have called `targetPlatform()`.
 *
 * @internal
 */
export function _platformCase(image: ContainerImage, commands: (platform: Platform) => string): string[] {
  const grouped = new Map<string, string[]>();
  for (const platform of image.platforms) {
    const command = commands(platform);
    grouped.set(command, [...(grouped.get(command) ?? []), platform.targetWord]);
  }
  return [
    'case "$TARGETARCH$TARGETVARIANT" in',
    ...[...grouped].map(([command, words]) => `  ${words.join(' | ')}) ${command} ;;`),
    '  *) echo "this image is not declared for $TARGETARCH$TARGETVARIANT" >&2; exit 1 ;;',
    'esac',
  ];
}
