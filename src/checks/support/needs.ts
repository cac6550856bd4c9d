import type { ImageModel } from '../../plan';
import type { PlacedEntry, RuntimeNeed, RuntimeNeedKind } from '../../rootfs';

/**
 * The programs of an image that say that they need something, and what they say.
 *
 * @internal
 */
export function _needs({ result: { rootfs } }: ImageModel, kind: RuntimeNeedKind): { placed: PlacedEntry; need: RuntimeNeed }[] {
  return rootfs.entries.flatMap(placed => (placed.entry.executable?.needs ?? []).filter(need => need.kind === kind).map(need => ({ placed, need })));
}
