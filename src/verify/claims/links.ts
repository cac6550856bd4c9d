import { _openPath } from '../built-files';
import type { _ClaimFamily, _PlatformSubject } from '../claim-family';
import { _showText } from '../finding';
import { _Notes } from '../notes';

/** The engine fills these directories when a container runs. */
const RUNTIME = /^\/(proc|sys|dev)(\/|$)/;

/** @internal */
export const links: _ClaimFamily<_PlatformSubject> = {
  id: 'links',
  title: 'Links have their declared targets, and the targets exist',
  judge: ({ acceptances, platform, expected, built: { rootfs } }) => {
    const notes = new _Notes(acceptances, platform);
    for (const [path, { kind, target, isDangling }] of expected.entries) {
      const built = rootfs.get(path);
      if (kind !== 'symlink' || built?.kind !== 'symlink') continue;
      notes.countClaim();
      if (built.target !== target) notes.addFinding('verify/link-target', `It points to ${_showText(built.target ?? '')}, not to ${target}.`, path);
      const opened = _openPath(rootfs, path);
      if (opened.entry === undefined && !isDangling && !RUNTIME.test(opened.path)) {
        notes.addFinding('verify/dangling-link', `It points to ${_showText(built.target ?? '')}, but there is no ${_showText(opened.path)}.`, path);
      }
    }
    return notes.verdict;
  },
};
