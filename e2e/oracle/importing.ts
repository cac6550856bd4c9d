import { readFileSync } from 'node:fs';
import { exampleDockerfiles } from './corpus';
import { built, difference } from './meaning';
import type { Oracle } from './oracle';
import { Problems } from '../../src';
import { _importDockerfile } from '../../src/cli/import/import';
import { _resolveImage } from '../../src/plan';
import { _printDockerfile } from '../../src/render';
import { declared } from '../../test/cli/declared';

/** What importing Dockerfiles came to. */
export interface ImportReport {
  readonly documents: number;
  readonly failures: readonly string[];
}

/** Imports the Dockerfiles of examples, and those that are named, as TypeScript, carries that out, and asks BuildKit whether it means the same. */
export async function judgeImports(oracle: Oracle, files: readonly string[]): Promise<ImportReport> {
  const all = [...exampleDockerfiles(), ...files.map(file => [file, readFileSync(file, 'utf8')] as const)];
  const failures = await Promise.all(all.map(async ([name, text]) => {
    const image = declared(_importDockerfile(text));
    const problems = Problems.of(image).all().map(({ what }) => `${name}, imported: ${what}`);
    const [was, is] = await Promise.all([text, _printDockerfile(_resolveImage(image), 'imported')].map(async each => oracle.ask({ text: each })));
    const different = difference(built(was), built(is));
    return different === undefined ? problems : [...problems, `${name}, imported, means something else\n${different}`];
  }));
  return { documents: all.length, failures: failures.flat() };
}
