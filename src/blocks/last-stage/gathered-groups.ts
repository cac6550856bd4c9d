import { ROOTFS } from './gathering-place';
import { _isAtOrBelow, _listParents } from '../../rootfs';

/** Gathered files with one directory above them, which the image may have already: they are copied into it, and it stays as it is. */
export interface GatheredGroup {
  /** The directory of the image. */
  readonly above: string;
  /** The directory of the gathering stage that corresponds to the root of the image. */
  readonly root: string;
}

/** All files, whose directories become those of the image. */
export const WHOLE_IMAGE: GatheredGroup = { above: '/', root: ROOTFS };

/**
 * Groups files and directories by the directory above them. What is below another of the paths belongs to that one. A group whose directory would be
 * copied with another group has a root of its own.
 *
 * @param paths absolute paths in the image
 * @param needed directories that the image must have, as they are if it has them
 */
export function groupGathered(paths: readonly string[], needed: readonly string[] = []): GatheredGroup[] {
  const outermost = paths.filter(path => !paths.some(other => other !== path && _isAtOrBelow(path, other)));
  const others = needed.filter(directory => !paths.some(path => _isAtOrBelow(directory, path)));
  const above = [...new Set([...outermost.map(path => _listParents(path).at(-1) ?? '/'), ...others])].sort();
  return above.map((directory, i) => ({
    above: directory,
    root: above.some(other => other !== directory && _isAtOrBelow(directory, other)) ? `${ROOTFS}-${i + 1}` : ROOTFS,
  }));
}

/** Where a path of the image is in the gathering stage. */
export function findGathered(path: string, groups: readonly GatheredGroup[]): string {
  const [group = WHOLE_IMAGE] = groups.filter(({ above }) => _isAtOrBelow(path, above)).sort((a, b) => b.above.length - a.above.length);
  return `${group.root}${path}`;
}

/** A path as it is written where commands run in this directory. */
export function shortenPlace(place: string, directory: string): string {
  return place.startsWith(`${directory}/`) ? `.${place.slice(directory.length)}` : place;
}
