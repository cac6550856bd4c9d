import type { _Fix } from '../../../dockerfile';
import { _listMissingOptions } from '../missing-option';
import { _isMentioned } from '../run-text';

/** It changes what is installed, so it has to be requested. @see https://docs.docker.com/build/building/best-practices/#apt-get */
export const packagesRecommends: _Fix = {
  id: 'packages/recommends',
  title: 'apt-get and apt install no recommended packages: --no-install-recommends.',
  group: 'apt',
  note: 'Recommended packages are not installed any more: test the image.',
  list: file => (_isMentioned(file.tree, /apt\.conf|APT_CONFIG|\/etc\/apt(?!\/sources|\/trusted|\/keyrings|\/preferences)/) ? [] : _listMissingOptions(file, {
    verb: 'install',
    option: '--no-install-recommends',
    lacks: ({ name, words, sources }) => /^(apt|apt-get)$/.test(name) && words.includes('install')
      && !sources.some(source => /install-(recommends|suggests)/i.test(source)),
  }, () => false)),
};
