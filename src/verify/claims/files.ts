import { _listAncestors } from '../../rootfs';
import type { _ClaimFamily, _PlatformSubject } from '../claim-family';
import { _Notes } from '../notes';
import { _DEVICES, _KIND_WORDS, _describeUndeclared, _listUndeclared } from '../undeclared';

/** @internal */
export const files: _ClaimFamily<_PlatformSubject> = {
  id: 'files',
  title: 'Every declared file, directory and link exists, and nothing else',
  judge: ({ acceptances, platform, expected, built: { rootfs } }) => {
    const notes = new _Notes(acceptances, platform);
    const missing = new Set<string>();
    for (const [path, entry] of [...expected.entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
      notes.countClaim();
      const built = rootfs.get(path);
      if (built !== undefined) {
        if (built.kind !== entry.kind) notes.addFinding(_DEVICES.includes(built.kind) ? 'verify/device' : 'verify/kind', `It is ${_KIND_WORDS[built.kind]}, not ${_KIND_WORDS[entry.kind]}.`, path);
        continue;
      }
      // Entries below a missing directory are not reported again.
      if (!_listAncestors(path).some(above => missing.has(above))) notes.addFinding('verify/missing-file', `There is no ${path}, which is declared as ${_KIND_WORDS[entry.kind]}.`, path);
      missing.add(path);
    }
    notes.countClaim();
    for (const each of _listUndeclared(rootfs, path => expected.entries.has(path) || !expected.isKnown(path))) {
      notes.addFinding(_DEVICES.includes(each.kind) ? 'verify/device' : 'verify/extra-file', _describeUndeclared(each), each.path);
    }
    return notes.verdict;
  },
};
