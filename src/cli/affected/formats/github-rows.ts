import { MOST_JOBS, findRunner } from './github';
import { _printJson } from '../../../core';
import type { Affected } from '../find-affected';
import type { Row } from './rows';

/**
 * Lines for `$GITHUB_OUTPUT`: the rows without those of unaffected images, as the matrices `matrix`, `matrix-2` and so on with the number of
 * their rows. There are as many matrices as all rows need, however many are affected.
 *
 * @param runners the labels of the runner of each platform
 */
export function printRows({ others }: Affected, rows: readonly Row[], runners: ReadonlyMap<string, readonly string[]>): string {
  const unaffected = new Set<unknown>(others);
  const left = rows.filter(({ file }) => !unaffected.has(file)).map(row => ({ ...row, ...findRunner(runners.get(String(row.platform))) }));
  return Array.from({ length: Math.max(1, Math.ceil(rows.length / MOST_JOBS)) }, (_, i) => {
    const include = left.slice(i * MOST_JOBS, (i + 1) * MOST_JOBS);
    const end = i === 0 ? '' : `-${i + 1}`;
    return `matrix${end}=${_printJson({ include }, 0)}count${end}=${include.length}\n`;
  }).join('');
}
