import type { PathConflict } from '../../rootfs';

/**
 * Whether the second file at a path is the first one again, from the same construct.
 *
 * @internal
 */
export function _isSameFile({ path, first, second }: PathConflict): boolean {
  return first.by === second.by && second.entry.path === path && first.entry.kind === second.entry.kind;
}
