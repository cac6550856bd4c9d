import { _listAncestors, _changeMode } from '../../rootfs';
import type { _ClaimFamily, _PlatformSubject } from '../claim-family';
import { _Notes } from '../notes';

/** @internal */
export const copies: _ClaimFamily<_PlatformSubject> = {
  id: 'copies',
  title: 'Copied files exist and have the mode and owner that the copy sets',
  judge: ({ acceptances, platform, expected, claims: { copied = {} }, built: { rootfs } }) => {
    const notes = new _Notes(acceptances, platform);
    for (const [path, { mode, owner = '0:0' }] of Object.entries(copied)) {
      notes.countClaim();
      const built = rootfs.get(path);
      // Entries below a missing declared directory are not reported again.
      const isMissing = built === undefined && !_listAncestors(path).some(above => expected.entries.has(above) && !rootfs.has(above));
      if (isMissing) notes.addFinding('verify/missing-file', `There is no ${path}, which is copied from the repository.`, path);
      if (built?.kind !== 'file') continue;
      const wanted = mode === undefined ? built.mode : _changeMode(built.mode, mode, false);
      if (wanted !== built.mode) notes.addFinding('verify/mode', `Its mode is ${built.mode}, but the copy sets ${mode}.`, path);
      if (owner !== null && owner !== built.owner) notes.addFinding('verify/owner', `It belongs to ${built.owner}, not to ${owner}.`, path);
    }
    return notes.verdict;
  },
};
