import type { _BuiltEntry } from '../../oci';
import { _listAncestors } from '../../rootfs';
import type { _ClaimFamily, _PlatformSubject } from '../claim-family';
import type { _ExpectedFiles } from '../expected-files';
import { _Notes } from '../notes';

const WORDS: Record<_BuiltEntry['kind'], string> = {
  'file': 'a file',
  'directory': 'a directory',
  'symlink': 'a link',
  'character-device': 'a character device',
  'block-device': 'a block device',
  'fifo': 'a pipe',
};

const DEVICES: readonly _BuiltEntry['kind'][] = ['character-device', 'block-device', 'fifo'];

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
        if (built.kind !== entry.kind) notes.addFinding(DEVICES.includes(built.kind) ? 'verify/device' : 'verify/kind', `It is ${WORDS[built.kind]}, not ${WORDS[entry.kind]}.`, path);
        continue;
      }
      // Entries below a missing directory are not reported again.
      if (!_listAncestors(path).some(above => missing.has(above))) notes.addFinding('verify/missing-file', `There is no ${path}, which is declared as ${WORDS[entry.kind]}.`, path);
      missing.add(path);
    }
    notes.countClaim();
    for (const { path, kind, below } of findUndeclared(expected, rootfs)) {
      const more = below === 0 ? '' : `, with ${below} more entries in it`;
      notes.addFinding(DEVICES.includes(kind) ? 'verify/device' : 'verify/extra-file', `It is ${WORDS[kind]} that is not declared${more}.`, path);
    }
    return notes.verdict;
  },
};

interface Undeclared {
  readonly path: string;
  readonly kind: _BuiltEntry['kind'];
  /** How many more entries are in it. */
  below: number;
}

/** Undeclared entries where everything is declared. The contents of an undeclared directory are counted only, except for devices. */
function findUndeclared(expected: _ExpectedFiles, rootfs: ReadonlyMap<string, _BuiltEntry>): Undeclared[] {
  const found: Undeclared[] = [];
  /** By each directory below them: a directory comes before its contents. */
  const tops = new Map<string, Undeclared>();
  for (const [path, { kind }] of rootfs) {
    if (path === '/' || expected.entries.has(path) || !expected.isKnown(path)) continue;
    const above = tops.get(path.slice(0, path.lastIndexOf('/')));
    if (above !== undefined) above.below++;
    const top = above ?? { path, kind, below: 0 };
    if (kind === 'directory') tops.set(path, top);
    if (above === undefined) found.push(top);
    else if (DEVICES.includes(kind)) found.push({ path, kind, below: 0 });
  }
  return found;
}
