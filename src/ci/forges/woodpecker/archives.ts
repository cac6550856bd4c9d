import type { Place } from './place';
import type { Setup } from './setup';
import type { Step } from './step';
import { substitution } from './substitution';
import type { Piece } from '../../../yaml';
import { ARCHIVES_FOLDER, listArchiveFiles, listPlatformWords, printArchiveCheck, printArchiveScript } from '../../archive-script';
import type { Job, Pipeline } from '../../pipeline';
import { printReleaseFilesScript } from '../../release-files-script';

/** The path of the API behind the address of a forge; that of github.com has another address. */
const FIND_API = `case $FORGE in
  gitea | forgejo) API=$FORGE_URL/api/v1 ;;
  gitlab) API=$FORGE_URL/api/v4 ;;
  github)
    API=$FORGE_URL/api/v3
    [ "$FORGE_URL" != https://github.com ] || API=https://api.github.com
    ;;
  *) echo "The releases of $FORGE have no files." >&2; exit 1 ;;
esac
export API
`;

/**
 * The steps that make archives of the verified image, verify them, and attach them to the release of the forge. Only the last one has its token.
 *
 * @see https://woodpecker-ci.org/docs/usage/environment#built-in-environment-variables
 */
export function renderArchives(
  { findImage, secrets }: Setup,
  { install }: Pipeline,
  { image: { name, platforms, manifest, archives }, form }: Extract<Job, { does: 'archive' }>,
  { place: { archive, name: nameStep }, image, tag }: { readonly place: Place; readonly image: Piece; readonly tag: Piece },
): Step[][] {
  const names = { name, platforms: listPlatformWords(platforms), folder: ARCHIVES_FOLDER };
  return [
    [{
      name: nameStep('make the archives'),
      image: findImage('skopeo'),
      environment: { IMAGE: image, TAG: tag },
      commands: [printArchiveScript(names, { source: `oci-archive:${archive}` })],
    }],
    [{
      name: nameStep('verify the archives'),
      image: findImage('node'),
      environment: { TAG: tag },
      commands: [install, printArchiveCheck(names, manifest, archives?.target ?? '')],
    }],
    [{
      name: nameStep('attach the archives'),
      image: findImage('node'),
      environment: {
        FORGE: substitution('CI_FORGE_TYPE'),
        FORGE_URL: substitution('CI_FORGE_URL'),
        REPOSITORY: substitution('CI_REPO'),
        TAG: tag,
        TOKEN: { from_secret: secrets.releaseToken },
      },
      commands: [FIND_API, printReleaseFilesScript(['github', 'gitea', 'gitlab'], form, ARCHIVES_FOLDER, listArchiveFiles(name))],
    }],
  ];
}
