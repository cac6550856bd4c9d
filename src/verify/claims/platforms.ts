import { _BuiltImage, _UNNAMED_PLATFORM } from '../../oci';
import type { _ClaimFamily, _ImageSubject } from '../claim-family';
import { _showText, _quoteText } from '../finding';
import { _Notes } from '../notes';

/** @internal */
export const platforms: _ClaimFamily<_ImageSubject> = {
  id: 'platforms',
  title: 'There is one image for each declared platform, and none for others',
  judge: ({ acceptances, image, platforms: wanted, isWhole }) => {
    const notes = new _Notes(acceptances);
    const built = image.manifests.map(({ platform }) => platform);
    for (const platform of wanted) {
      const count = built.filter(each => each === platform).length;
      notes.countClaim();
      if (count === 0) notes.addFinding('verify/missing-platform', `There is no image for ${platform}. Built platforms: ${joinPlatforms(built)}.`, { platform });
      if (count > 1) notes.addFinding('verify/platform-twice', `There are ${count} images for ${platform}.${describeTags(image, platform)}`, { platform });
    }
    if (!isWhole) return notes.verdict;
    notes.countClaim();
    for (const platform of new Set(built.filter(each => !wanted.includes(each)))) {
      notes.addFinding('verify/extra-platform', `There is an image for ${showPlatform(platform)}, which is not declared. Declared platforms: ${joinPlatforms(wanted)}.`, { platform });
    }
    return notes.verdict;
  },
};

function joinPlatforms(platforms_: readonly string[]): string {
  return platforms_.length === 0 ? 'none' : [...new Set(platforms_)].map(showPlatform).join(', ');
}

/** If the images have names: what to write to check one of them. */
function describeTags({ path, manifests }: _BuiltImage, platform: string): string {
  const names = [...new Set(manifests.filter(each => each.platform === platform).flatMap(({ references }) => references.slice(-1)))];
  return names.length < 2 ? '' : ` Their names are ${names.slice(0, 10).map(_quoteText).join(', ')}; ${_showText(path)}:${_showText(names[0].replace(/^.*:/, ''))} checks only one.`;
}

function showPlatform(platform: string): string {
  return platform === _UNNAMED_PLATFORM ? 'a platform that its configuration does not name' : _showText(platform);
}
