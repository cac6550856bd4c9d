import type { _Finding } from '../lint/finding';

/**
 * A rule that reports more than before; undefined if none does.
 *
 * @internal
 */
export function _findAddedRule(before: readonly _Finding[], after: readonly _Finding[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { rule } of before) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  for (const { rule } of after) {
    const count = counts.get(rule) ?? 0;
    if (count === 0) return rule;
    counts.set(rule, count - 1);
  }
  return undefined;
}
