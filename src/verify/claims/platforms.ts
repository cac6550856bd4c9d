import { _BuiltImage, _UNNAMED_PLATFORM } from '../../oci';
import type { _ClaimFamily, _ImageSubject } from '../claim-family';
import { _plain, _quoted } from '../finding';
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
      notes.look();
      if (count === 0) notes.find('verify/missing-platform', `There is no image for ${platform}. Built platforms: ${list(built)}.`, { platform });
      if (count > 1) notes.find('verify/platform-twice', `There are ${count} images for ${platform}.${tags(image, platform)}`, { platform });
    }
    if (!isWhole) return notes.verdict;
    notes.look();
    for (const platform of new Set(built.filter(each => !wanted.includes(each)))) {
      notes.find('verify/extra-platform', `There is an image for ${nameOf(platform)}, which is not declared. Declared platforms: ${list(wanted)}.`, { platform });
    }
    return notes.verdict;
  },
};

function list(platforms_: readonly string[]): string {
  return platforms_.length === 0 ? 'none' : [...new Set(platforms_)].map(nameOf).join(', ');
}

/** If the images have names: what to write to check one of them. */
function tags({ path, manifests }: _BuiltImage, platform: string): string {
  const names = [...new Set(manifests.filter(each => each.platform === platform).flatMap(({ references }) => references.slice(-1)))];
  return names.length < 2 ? '' : ` Their names are ${names.slice(0, 10).map(_quoted).join(', ')}; ${_plain(path)}:${_plain(names[0].replace(/^.*:/, ''))} checks only one.`;
}

function nameOf(platform: string): string {
  return platform === _UNNAMED_PLATFORM ? 'a platform that its configuration does not name' : _plain(platform);
}
