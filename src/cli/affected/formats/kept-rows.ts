import type { Affected } from '../find-affected';
import type { Row } from './rows';

/** The rows of affected images, and of images that are not known; and the rows that these need, whether or not their images are affected. */
export function keepRows<One extends Row>({ others }: Pick<Affected, 'others'>, rows: readonly One[], isNeeded: (row: One, by: One) => boolean): ReadonlySet<One> {
  const unaffected = new Set(others);
  const kept = new Set(rows.filter(({ file }) => file !== undefined && !unaffected.has(file)));
  // A set that grows is walked to its end.
  for (const by of kept) rows.filter(row => isNeeded(row, by)).forEach(row => kept.add(row));
  return kept;
}
