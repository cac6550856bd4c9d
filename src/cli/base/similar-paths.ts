const MOST_MISTYPED = 3;

/** Lists the paths of a similar length: only these can be a typing error away. */
export function* listSimilar(paths: Iterable<string>, path: string): Generator<string, undefined> {
  for (const each of paths) if (Math.abs(each.length - path.length) <= MOST_MISTYPED) yield each;
  return undefined;
}
