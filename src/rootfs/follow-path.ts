import { _MAX_LINKS } from './max-links';
import type { PlacedEntry } from './placed-entry';
import { EntryKind } from './rootfs-entry';

/**
 * What is known to be there, by path.
 *
 * @internal
 */
export type _Entries = Pick<ReadonlyMap<string, PlacedEntry>, 'get'>;

/**
 * Where a path leads, once all links in it are followed.
 *
 * @internal
 */
export interface _Followed {
  /** Without links. What is not there keeps its name. */
  readonly path: string;
  /** The first part of it that nobody put there. */
  readonly absent?: string;
  /** The file in the middle of it, or the link at which it goes round in circles. */
  readonly blockedBy?: PlacedEntry;
  /** Whether all links that were passed, and all directories that were left again, are known to be as they were put there. */
  readonly isCertain: boolean;
}

/**
 * Follows the links of a path, in its last part and in those before it: as a program that opens it, or as BuildKit, which leaves with `..`
 * what is not there, and files too (https://github.com/containerd/continuity/blob/v0.5.0/fs/path.go, `RootPath`).
 *
 * @param isUnknown says of what nobody knows what it is; given for BuildKit alone
 * @internal
 */
export function _followPath(placed: _Entries, path: string, isUnknown?: (path: string) => boolean): _Followed {
  const isBuild = isUnknown !== undefined;
  // The next name comes last, for that is taken off at once.
  const rest = names(path);
  let here = '';
  let absent: string | undefined;
  let isCertain = true;
  for (let links = 0; rest.length > 0;) {
    const name = rest.pop()!;
    if (name === '.') continue;
    if (name === '..') {
      isCertain &&= placed.get(here)?.isCertain ?? true;
      if (absent === here && isUnknown?.(absent) === false) absent = undefined;
      here = here.slice(0, Math.max(0, here.lastIndexOf('/')));
      continue;
    }
    const next = `${here}/${name}`;
    const found = placed.get(next);
    if (found === undefined) absent ??= next;
    if (found?.entry.kind !== EntryKind.SYMLINK) {
      if (found?.entry.kind === EntryKind.FILE && rest.length > 0 && !(isBuild && rest[rest.length - 1] === '..')) {
        return { path: next, absent, blockedBy: found, isCertain: isCertain && found.isCertain };
      }
      here = next;
      continue;
    }
    isCertain &&= found.isCertain;
    if (++links > _MAX_LINKS) return { path: next, absent, blockedBy: found, isCertain };
    const target = found.entry.target!;
    if (target.startsWith('/')) here = '';
    rest.push(...names(target));
  }
  return { path: here === '' ? '/' : here, absent, isCertain };
}

/** The names of a path, the last one first. */
function names(path: string): string[] {
  return path.split('/').filter(Boolean).reverse();
}
