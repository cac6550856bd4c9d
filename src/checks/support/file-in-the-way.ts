import { posix } from 'node:path';
import { Add, Copy } from '../../dockerfile';
import type { StageModel } from '../../plan';
import { EntryKind, PlacedEntry, _listAncestors } from '../../rootfs';

/**
 * Finds a file on the way to a path where a copy was meant to create a directory: it has another name than its source, and the destination does
 * not end with a slash.
 *
 * @internal
 */
export function _findFileInTheWay({ rootfs }: StageModel, path: string): PlacedEntry | undefined {
  return _listAncestors(path).map(above => rootfs.at(above).placed)
    .find((placed): placed is PlacedEntry => placed !== undefined && _isMisplaced(placed));
}

/**
 * Whether a copy placed a file at a path under another name than its own, not into a directory of that name.
 *
 * @internal
 */
export function _isMisplaced({ entry: { kind, path }, placedBy: { _node: node }, isCertain }: PlacedEntry): boolean {
  if (kind !== EntryKind.FILE || !isCertain || !(node instanceof Copy || node instanceof Add)) return false;
  return node.sources.some(({ word }) => word?._text !== undefined && posix.basename(word._text) !== posix.basename(path));
}
