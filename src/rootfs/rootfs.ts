import { _parents } from './absolute-path';
import { EntryKind, RootfsEntry } from './rootfs-entry';

/** How many links a path may pass through before it counts as a loop: Linux' own limit (`MAXSYMLINKS`). */
const MAX_LINKS = 40;

/**
 * Two contributions that do not fit together at one path.
 *
 * @internal
 */
export interface _Collision {
  readonly path: string;
  readonly first: _Placed;
  readonly second: _Placed;
}

/**
 * An entry and the construct path that put it there.
 *
 * @internal
 */
export interface _Placed {
  readonly entry: RootfsEntry;
  readonly origin: string;
}

/**
 * A root file system as a value. Directories merge; everything else may be put at a path only once.
 *
 * @internal
 */
export class _Rootfs {
  /** Puts contributions together, in order; what does not fit is left out and listed in `collisions`. */
  public static of(contributions: _Placed[]): _Rootfs {
    const rootfs = new _Rootfs();
    for (const placed of contributions) rootfs.put(placed);
    return rootfs;
  }

  public readonly collisions: _Collision[] = [];
  private readonly placed = new Map<string, _Placed>();

  /** All entries, sorted by path. */
  public get entries(): _Placed[] {
    return [...this.placed.values()].sort((a, b) => (a.entry.path < b.entry.path ? -1 : 1));
  }

  /** What is at this path, not following links. */
  public at(path: string): _Placed | undefined {
    return this.placed.get(path);
  }

  /** What a program finds that opens this path: links are followed, in the last component and in those before it. */
  public lookup(path: string): _Placed | undefined {
    let rest = path.split('/').filter(Boolean);
    let here = '';
    for (let links = 0; rest.length > 0;) {
      const name = rest.shift()!;
      if (name === '.') continue;
      if (name === '..') { here = here.slice(0, Math.max(0, here.lastIndexOf('/'))); continue; }
      const next = `${here}/${name}`;
      const placed = this.placed.get(next);
      if (placed === undefined) return undefined;
      if (placed.entry.kind !== EntryKind.SYMLINK) { here = next; continue; }
      if (++links > MAX_LINKS) return undefined;
      const target = placed.entry.target!;
      if (target.startsWith('/')) here = '';
      rest = [...target.split('/').filter(Boolean), ...rest];
    }
    return this.placed.get(here);
  }

  private put(second: _Placed): void {
    const { path, kind } = second.entry;
    for (const parent of _parents(path)) {
      const first = this.placed.get(parent);
      if (first === undefined) {
        this.placed.set(parent, { entry: RootfsEntry.directory(parent), origin: second.origin });
      } else if (first.entry.kind !== EntryKind.DIRECTORY) {
        this.collisions.push({ path: parent, first, second });
        return;
      }
    }
    const first = this.placed.get(path);
    const merges = first?.entry.kind === EntryKind.DIRECTORY && kind === EntryKind.DIRECTORY;
    if (first !== undefined && !merges) this.collisions.push({ path, first, second });
    else this.placed.set(path, second);
  }
}
