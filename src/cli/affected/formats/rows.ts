import { UsageError } from '../../command';

/** A row of a table that a pipeline filters. */
export interface Row {
  readonly [column: string]: unknown;
  /** The Dockerfile of its image, from the root of the repository. */
  readonly file?: string;
}

const COLUMNS = { file: 'the path of its Dockerfile from the root of the repository', job: 'the name of its job' };

/** What "needs" is a list of, by the column that it is about. */
const NEEDS = { file: 'the Dockerfiles of the images that its image is built from', job: 'what its job waits for' };

/**
 * Reads the rows of a table.
 *
 * @param column what each row must have
 * @throws UsageError if the text is no JSON list of objects that have it
 */
export function readRows(bytes: Buffer, path: string, column: keyof typeof COLUMNS): Row[] {
  const where = path === '-' ? 'Standard input' : path;
  const list = parseJson(bytes.toString('utf8'), where);
  if (!Array.isArray(list)) throw new UsageError(`${where} is no list of rows: --rows reads [{ "file": "images/app/Dockerfile", … }].`);
  const wrong = list.findIndex(row => typeof (row as Row | null)?.[column] !== 'string');
  if (wrong >= 0) throw new UsageError(`Row ${wrong + 1} of ${where} has no "${column}", ${COLUMNS[column]}.`);
  const odd = list.findIndex(({ needs = [] }: Row) => !Array.isArray(needs) || (column === 'file' && needs.some(need => typeof need !== 'string')));
  if (odd >= 0) throw new UsageError(`"needs" in row ${odd + 1} of ${where} is no list of ${NEEDS[column]}.`);
  return list as Row[];
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${where} is no JSON: ${(error as Error).message}`);
  }
}
