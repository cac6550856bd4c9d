import type { PathConflict } from '../../rootfs';

/**
 * Whether what is put at a path is the file that is there already, from the same hands.
 *
 * @internal
 */
export function _isSameFile({ path, first, second }: PathConflict): boolean {
  return first.by === second.by && second.entry.path === path && first.entry.kind === second.entry.kind;
}
