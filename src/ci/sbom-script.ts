/** Where the lists of contents are, beside the archive. */
export const SBOM_FOLDER = 'sbom';

/** The media type of SPDX as JSON. @see https://www.iana.org/assignments/media-types/application/spdx+json */
const SPDX = 'application/spdx+json';

/**
 * Prints a script that lists the packages in an archive, once for each platform: as SPDX, in a folder. It needs Syft, `$IMAGE` and `$TAG`.
 *
 * @param archive its path, as a part of a text in double quotes
 * @param platforms as words of a shell
 * @param folder as a part of a text in double quotes
 * @see https://github.com/anchore/syft
 */
export function printSbomScript(archive: string, platforms: string, folder: string = SBOM_FOLDER): string {
  return `set -eu
mkdir -p "${folder}"
for platform in ${platforms}; do
  syft scan --quiet --platform "$platform" --source-name "$IMAGE" --source-version "$TAG" \\
    --output "spdx-json=${folder}/$(printf %s "$platform" | tr / -).spdx.json" "oci-archive:${archive}"
done
`;
}

/**
 * Prints a script that attaches these lists to the images of `$IMAGE@$DIGEST`, as referrers. It needs ORAS, which is logged in.
 *
 * @see https://oras.land/docs/commands/oras_attach
 */
export function printAttachScript(platforms: string, folder: string = SBOM_FOLDER): string {
  return `set -eu
cd "${folder}"
for platform in ${platforms}; do
  oras attach --platform "$platform" --artifact-type ${SPDX} "$IMAGE@$DIGEST" "$(printf %s "$platform" | tr / -).spdx.json:${SPDX}"
done
`;
}

/** Adds the root to the path: the image of Syft has its program there. */
export const FIND_SYFT = 'export PATH="$PATH:/"';
