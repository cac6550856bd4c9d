import type { _ClaimFamily, _PlatformSubject } from '../claim-family';
import { _Notes } from '../notes';

/** @internal */
export const sizes: _ClaimFamily<_PlatformSubject> = {
  id: 'sizes',
  title: 'Files have their declared sizes, and no other file is empty',
  judge: ({ acceptances, platform, expected, built: { rootfs } }) => {
    const notes = new _Notes(acceptances, platform);
    for (const [path, { kind, size }] of expected.entries) {
      const built = rootfs.get(path);
      if (kind !== 'file' || built?.kind !== 'file') continue;
      notes.countClaim();
      if (built.size === 0 && size !== 0) notes.addFinding('verify/empty-file', 'It is empty.', path);
      else if (size !== undefined && built.size !== size) notes.addFinding('verify/size', `It has ${built.size} bytes, not ${size}.`, path);
    }
    return notes.verdict;
  },
};
