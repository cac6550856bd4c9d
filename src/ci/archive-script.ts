import type { Platform } from '../core';
import { printVerifyCommand } from './scripts';

/** Where the archives are that a release has as files. */
export const ARCHIVES_FOLDER = 'archives';

/** The archives of an image, in words of a shell. Each may contain variables. */
export interface ArchiveNames {
  /** Name of the image, as a part of a text in double quotes. */
  readonly name: string;
  /** Their platforms, as words. */
  readonly platforms: string;
  /** As a part of a text in double quotes. */
  readonly folder: string;
}

/** Reads a part of the name of a platform, which the variable has: `armv7` of `linux/arm/v7`, for the name of an archive. */
function readWord(variable: 'platform' | 'PLATFORM'): string {
  return `$(printf %s "$${variable}" | cut -d / -f 2- | tr -d /)`;
}

/**
 * Prints a script that makes an archive as of `docker save` of each platform, with layers that are not compressed, and a file with their checksums.
 * The contents and the configuration are those of the image that is copied: its ID is the same. It needs skopeo, `$IMAGE` and `$TAG`.
 *
 * @param copy what is copied, for `$platform` and `$file`, as a word; and where skopeo writes it, unless that is the file
 * @see https://github.com/containers/skopeo/blob/v1.20.0/docs/skopeo-copy.1.md
 */
export function printArchiveScript({ name, platforms, folder }: ArchiveNames, copy: { readonly source: string; readonly file?: string }): string {
  return `set -eu
mkdir -p "${folder}"
set --
for platform in ${platforms}; do
  word=${readWord('platform')}
  file=${name}-$TAG-$word.tar
  rm -f "${folder}/$file"
  skopeo copy --override-os "$(printf %s "$platform" | cut -d / -f 1)" \\
    --override-arch "$(printf %s "$platform" | cut -d / -f 2)" --override-variant "$(printf %s "$platform" | cut -d / -f 3)" \\
    ${copy.source} "docker-archive:${copy.file ?? `${folder}/$file`}:$IMAGE:$TAG-$word"
  set -- "$@" "$file"
done
cd "${folder}"
sha256sum -- "$@" > "${name}-$TAG.sha256"
`;
}

/** Prints a script that checks these archives against the manifest of the image, and their form if they are for a device that verify knows. */
export function printArchiveCheck(
  { name, platforms, folder }: ArchiveNames, manifest: Parameters<typeof printVerifyCommand>[0], target: string | { readonly variable: 'TARGET' },
): string {
  const options = typeof target === 'string' ? target === '' ? '' : `--target ${target} ` : `\${${target.variable}:+--target "$${target.variable}"} `;
  return `set -eu
for PLATFORM in ${platforms}; do
  word=${readWord('PLATFORM')}
  ${printVerifyCommand(manifest, `${options}"${folder}/${name}-$TAG-$word.tar"`, 'PLATFORM')}
done
`;
}

/** The files of a release that this script has made, as words. */
export function listArchiveFiles(name: string): string {
  return `"${name}-$TAG"-*.tar "${name}-$TAG.sha256"`;
}

/** The words of a list of platforms. */
export function listPlatformWords(platforms: readonly Platform[]): string {
  return platforms.map(({ name }) => name).join(' ');
}
