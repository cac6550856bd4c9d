import { _MAX_LINKS } from './max-links';
import type { PlacedEntry } from './placed-entry';
import { EntryKind } from './rootfs-entry';

/**
 * The known entries by path.
 *
 * @internal
 */
export type _Entries = Pick<ReadonlyMap<string, PlacedEntry>, 'get'>;

/**
 * Where a path leads after following all links in it.
 *
 * @internal
 */
export interface _Followed {
  /** The path without links. Missing parts keep their names. */
  readonly path: string;
  /** The first part of it that is not declared. */
  readonly absent?: string;
  /** The file in the middle of the path, or the link at which a loop is detected. */
  readonly blockedBy?: PlacedEntry;
  /** Whether all links on the way, and all directories left by `..`, are known to be unchanged. */
  readonly isCertain: boolean;
}

/**
 * Follows the links in all parts of a path: as a program that opens it, or as BuildKit, where `..` also leaves
 * missing directories and files (https://github.com/containerd/continuity/blob/v0.5.0/fs/path.go, `RootPath`).
 *
 * @param isUnknown tells for an undeclared path whether it is unknown; given only for BuildKit
 * @internal
 */
export function _followPath(placed: _Entries, path: string, isUnknown?: (path: string) => boolean): _Followed {
  const isBuild = isUnknown !== undefined;
  // The next name comes last, because the end of a list is removed fastest.
  const rest = splitReversed(path);
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
    rest.push(...splitReversed(target));
  }
  return { path: here === '' ? '/' : here, absent, isCertain };
}

/** The names of a path, the last one first. */
function splitReversed(path: string): string[] {
  return path.split('/').filter(Boolean).reverse();
}
