import { TargetProfile } from '../../image';
import { _BuiltManifest, _formatImagePlatform } from '../../oci';
import type { _ImageSubject } from '../claim-family';
import { _quoteText, _showText } from '../finding';
import { _Notes } from '../notes';
import { judgeArchive } from './archive';
import type { _CheckedTarget } from './checked-target';

const PROFILE = TargetProfile.routerOs();
const { name, attestations, gzipLayersOnly } = PROFILE;
const PLATFORMS = PROFILE.platforms.map(String);

/**
 * What RouterOS loads with `/container/add`: an archive with `file=`, anything else with `remote-image=`.
 *
 * @see https://manual.mikrotik.com/docs/containers
 */
export const routerOs: _CheckedTarget = {
  claims: { name, attestations, gzipLayersOnly },
  family: {
    id: 'target',
    title: 'RouterOS can load the image and start it',
    judge: subject => {
      const { acceptances, image, platforms } = subject;
      const notes = new _Notes(acceptances);
      for (const manifest of image.manifests.filter(({ platform }) => platforms.includes(platform))) judgeManifest(notes, manifest);
      if (image.saved === undefined) judgeOrder(notes, subject);
      else judgeArchive(notes, image, image.saved);
      return notes.verdict;
    },
  },
};

function judgeManifest(notes: _Notes, { platform, config }: _BuiltManifest): void {
  notes.countClaim();
  if (!PLATFORMS.includes(platform)) notes.addFinding('verify/target-platform', `There is an image for ${_showText(platform)}. ${name} has ${PLATFORMS.join(', ')}.`, { platform });
  notes.countClaim();
  const said = _formatImagePlatform(config.os, config.architecture, config.variant);
  if (said !== platform) notes.addFinding('verify/target-platform', `Its configuration is for ${_quoteText(said)}, and its index for ${_quoteText(platform)}.`, { platform });
  notes.countClaim();
  // https://github.com/Fluent-networks/tailscale-mikrotik: from RouterOS 7.22 on
  if ([...config.entrypoint ?? [], ...config.cmd ?? []].length === 0) notes.addFinding('verify/no-command', 'It has neither an entrypoint nor a command.', { platform });
}

/** The order within each group of the manifest: that of the declaration. */
function judgeOrder(notes: _Notes, { image, manifest, platforms }: _ImageSubject): void {
  const built = image.manifests.map(({ platform }) => platform).filter(platform => platforms.includes(platform));
  for (const group of manifest.groups) {
    const declared = group.platforms.filter(platform => built.includes(platform));
    const found = built.filter(platform => declared.includes(platform));
    if (declared.length < 2 || found.length !== declared.length) continue;
    notes.countClaim();
    if (declared.some((platform, i) => platform !== found[i])) {
      notes.addFinding('verify/platform-order', `The index lists ${found.join(', ')}; declared are ${declared.join(', ')}.`);
    }
  }
}
