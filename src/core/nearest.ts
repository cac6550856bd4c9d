/**
 * Finds the candidate with the fewest edits from `name`, if it is close enough to be a typing error. Of several, it is the one that begins
 * most like `name`. The name itself is never its own correction.
 *
 * @param most number of edits; by default one for every three characters, plus one
 * @internal
 */
export function _findNearest(name: string, candidates: Iterable<string>, most = Math.floor(name.length / 3) + 1): string | undefined {
  let best: string | undefined;
  let least = most + 1;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) > least) continue;
    const distance = countEdits(name.toLowerCase(), candidate.toLowerCase());
    const isBetter = distance < least || (distance === least && best !== undefined && countCommon(name, candidate) > countCommon(name, best));
    if (isBetter) [best, least] = [candidate, distance];
  }
  return best;
}

/** The number of characters with which both begin. */
function countCommon(a: string, b: string): number {
  let count = 0;
  while (count < a.length && a[count] === b[count]) count++;
  return count;
}

/**
 * Suggests the nearest candidate: ` Did you mean "x"?`, or an empty text.
 *
 * @internal
 */
export function _suggestNearest(name: string, candidates: Iterable<string>): string {
  const nearest = _findNearest(name, candidates);
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}

/** Counts edits by optimal string alignment: insertions, deletions, substitutions, and swapped neighbors. One row at a time. */
function countEdits(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(Math.min(
        next[j - 1] + 1,
        row[j] + 1,
        row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1),
        swapped ? before[j - 2] + 1 : Infinity,
      ));
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}
