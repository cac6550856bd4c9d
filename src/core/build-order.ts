/**
 * Something that is built after others.
 *
 * @internal
 */
export interface _Ordered {
  readonly name: string;
  /** The names of those that it is built from. */
  readonly needs: readonly string[];
}

/**
 * The level of each image: 0 if it is built from no other, else one more than the highest of those that it is built from. The images of a level can be
 * built at the same time. Images that need each other, which no synthesis writes, count once.
 *
 * @internal
 */
export function _findLevels(images: readonly _Ordered[]): ReadonlyMap<string, number> {
  const byName = new Map(images.map(image => [image.name, image]));
  const levels = new Map<string, number>();
  const visit = (name: string): number => {
    const known = levels.get(name);
    if (known !== undefined) return known;
    const image = byName.get(name);
    if (image === undefined) return -1;
    levels.set(name, 0);
    const level = Math.max(-1, ...image.needs.map(visit)) + 1;
    levels.set(name, level);
    return level;
  };
  for (const { name } of images) visit(name);
  return levels;
}
