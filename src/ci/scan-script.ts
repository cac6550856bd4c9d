import type { PipelineScan } from './pipeline';

/** The options of Grype that are the policy. */
export function printPolicy({ failOn, onlyFixed }: PipelineScan): string {
  return `--fail-on ${failOn}${onlyFixed ? ' --only-fixed' : ''}`;
}

/**
 * Prints a script that scans an archive for each platform, and fails after the last one if any has a vulnerability that the policy does not allow.
 *
 * @param archive its path, as a part of a text in double quotes
 * @param platforms as words of a shell
 * @see https://github.com/anchore/grype#supported-sources
 */
export function printScanScript(scan: PipelineScan, archive: string, platforms: string): string {
  return `set -eu
status=0
for platform in ${platforms}; do
  echo "Vulnerabilities on $platform:"
  grype --platform "$platform" ${printPolicy(scan)} "oci-archive:${archive}" || status=$?
done
[ "$status" -eq 0 ] || exit "$status"
`;
}

/** Adds the root to the path: the image of Grype has its program there. */
export const FIND_GRYPE = 'export PATH="$PATH:/"';
