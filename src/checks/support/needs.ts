import type { ImageModel } from '../../plan';
import type { PlacedEntry, RuntimeNeed, RuntimeNeedKind } from '../../rootfs';

/**
 * The declared runtime needs of one kind, of all programs of an image.
 *
 * @internal
 */
export function _listNeeds({ result: { rootfs } }: ImageModel, kind: RuntimeNeedKind): { placed: PlacedEntry; need: RuntimeNeed }[] {
  return rootfs.entries.flatMap(placed => (placed.entry.executable?.needs ?? []).filter(need => need.kind === kind).map(need => ({ placed, need })));
}
