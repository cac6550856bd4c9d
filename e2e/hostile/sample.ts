/** A few pairs of each place, others for another seed: every option is tried each time. */
export function sample<Pair>(pairs: readonly Pair[], placeOf: (pair: Pair) => string, perPlace: number, seed: number): Pair[] {
  const places = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const key = placeOf(pair);
    places.set(key, [...places.get(key) ?? [], pair]);
  }
  const random = numbers(seed);
  const drawn = (all: Pair[]) => all.splice(Math.floor(random() * all.length), 1)[0];
  return [...places.values()].flatMap(all => Array.from({ length: Math.min(perPlace, all.length) }, () => drawn(all)));
}

/** Numbers from 0 to 1, the same for the same seed. @see https://gist.github.com/tommyettinger/46a874533244883189143505d203312c (Mulberry32) */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    /* eslint-disable no-bitwise -- it is made of them */
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    /* eslint-enable no-bitwise */
  };
}
