import type { _ClaimFamily, _ImageSubject } from '../claim-family';
import { _plain } from '../finding';
import { _Notes } from '../notes';

/** @internal */
export const platforms: _ClaimFamily<_ImageSubject> = {
  id: 'platforms',
  title: 'The image is there for each declared platform, once, and for no other',
  judge: ({ image, platforms: wanted, isWhole }) => {
    const notes = new _Notes();
    const built = image.manifests.map(({ platform }) => platform);
    for (const platform of wanted) {
      const count = built.filter(each => each === platform).length;
      notes.look();
      if (count === 0) notes.find('verify/missing-platform', `There is no image for ${platform}. There is: ${list(built)}.`, undefined, platform);
      if (count > 1) notes.find('verify/platform-twice', `There are ${count} images for ${platform}.`, undefined, platform);
    }
    if (!isWhole) return notes.verdict;
    for (const platform of new Set(built.filter(each => !wanted.includes(each)))) {
      notes.find('verify/extra-platform', `There is an image for ${_plain(platform)}, which is not declared. Declared: ${list(wanted)}.`, undefined, platform);
    }
    return notes.verdict;
  },
};

function list(platforms_: readonly string[]): string {
  return platforms_.length === 0 ? 'none' : [...new Set(platforms_)].map(_plain).join(', ');
}
