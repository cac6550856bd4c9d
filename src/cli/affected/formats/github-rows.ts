import { MOST_JOBS, findRunner } from './github';
import { _findLevels, _printJson } from '../../../core';
import type { Affected } from '../find-affected';
import { keepRows } from './kept-rows';
import type { Row } from './rows';

/** A row of a matrix. */
export interface MatrixRow extends Row {
  readonly file: string;
  /** The Dockerfiles of the images that its image is built from. */
  readonly needs?: readonly string[];
}

/**
 * Lines for `$GITHUB_OUTPUT`: the rows without those of unaffected images, unless one that is left needs them, as the matrices `matrix`, `matrix-2`
 * and so on with the number of their rows. Those of images that are built from others come after those of the others, in matrices of their own. There
 * are as many matrices as all rows need, however many are affected.
 *
 * @param runners the labels of the runner of each platform
 */
export function printRows(affected: Affected, rows: readonly MatrixRow[], runners: ReadonlyMap<string, readonly string[]>): string {
  const kept = keepRows(affected, rows, ({ file }, { needs = [] }) => needs.includes(file));
  return listLevels(rows).flatMap(level => {
    const left = level.filter(row => kept.has(row)).map(({ needs: _, ...row }) => ({ ...row, ...findRunner(runners.get(String(row.platform))) }));
    return Array.from({ length: Math.max(1, Math.ceil(level.length / MOST_JOBS)) }, (_, i) => left.slice(i * MOST_JOBS, (i + 1) * MOST_JOBS));
  }).map((include, i) => {
    const end = i === 0 ? '' : `-${i + 1}`;
    return `matrix${end}=${_printJson({ include }, 0)}count${end}=${include.length}\n`;
  }).join('');
}

/** The rows of each level, of which there is at least one. */
function listLevels(rows: readonly MatrixRow[]): MatrixRow[][] {
  const levels = _findLevels(rows.map(({ file, needs = [] }) => ({ name: file, needs })));
  return Array.from({ length: Math.max(0, ...levels.values()) + 1 }, (_, level) => rows.filter(({ file }) => levels.get(file) === level));
}
