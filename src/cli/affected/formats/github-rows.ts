import { MOST_JOBS, findRunner } from './github';
import { _printJson } from '../../../core';
import { UsageError } from '../../command';
import type { Affected } from '../find-affected';

/** A row of a matrix: what a job gets, and the Dockerfile that tells which image it is. */
interface Row {
  readonly [column: string]: unknown;
  readonly file: string;
}

/**
 * Reads the rows of a matrix.
 *
 * @throws UsageError if the text is no JSON list of objects that have a `file`
 */
export function readRows(bytes: Buffer, path: string): Row[] {
  const where = path === '-' ? 'Standard input' : path;
  const list = parseJson(bytes.toString('utf8'), where);
  if (!Array.isArray(list)) throw new UsageError(`${where} is no list of rows: --rows reads [{ "file": "images/app/Dockerfile", … }].`);
  const wrong = list.findIndex(row => typeof (row as Row | null)?.file !== 'string');
  if (wrong >= 0) throw new UsageError(`Row ${wrong + 1} of ${where} has no "file", the path of its Dockerfile from the root of the repository.`);
  return list as Row[];
}

/**
 * Lines for `$GITHUB_OUTPUT`: the rows without those of unaffected images, as the matrices `matrix`, `matrix-2` and so on with the number of
 * their rows. There are as many matrices as all rows need, however many are affected.
 *
 * @param runners the labels of the runner of each platform
 */
export function printRows({ others }: Affected, rows: readonly Row[], runners: ReadonlyMap<string, readonly string[]>): string {
  const unaffected = new Set(others);
  const left = rows.filter(({ file }) => !unaffected.has(file)).map(row => ({ ...row, ...findRunner(runners.get(String(row.platform))) }));
  return Array.from({ length: Math.max(1, Math.ceil(rows.length / MOST_JOBS)) }, (_, i) => {
    const include = left.slice(i * MOST_JOBS, (i + 1) * MOST_JOBS);
    const end = i === 0 ? '' : `-${i + 1}`;
    return `matrix${end}=${_printJson({ include }, 0)}count${end}=${include.length}\n`;
  }).join('');
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${where} is no JSON: ${(error as Error).message}`);
  }
}
