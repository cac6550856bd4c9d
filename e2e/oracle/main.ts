/**
 * Asks BuildKit itself whether it reads what was said.
 *
 *     npx tsx e2e/oracle/main.ts [--count N] [--seed S] [--frontend 1.28|1.24] [--import FILE]…
 *
 * Exit codes: 0 it does, 1 it does not, 3 there is no Go to compile it with, 64 wrong usage.
 */
import { parseArgs } from 'node:util';
import { judgeCorpus } from './corpus';
import { judgeImports } from './importing';
import { FRONTENDS, Oracle } from './oracle';
import { judgeRandom } from './random';
import { judgeReading } from './reading';
import { UNAVAILABLE, Unavailable } from '../engine';

/** One changed Dockerfile of others is read for so many random documents that are printed. */
const READ = 4;

/** Misread ones that are shown. */
const SHOWN = 5;

const USAGE = 'npx tsx e2e/oracle/main.ts [--count N] [--seed S] [--frontend 1.28|1.24] [--import FILE]…';

async function main(count: number, seed: number, frontends: string[], imported: string[]): Promise<number> {
  const oracles = await Promise.all(frontends.map(frontend => Oracle.start(frontend)));
  try {
    const begun = Date.now();
    const { documents, instructions, refused, failures } = await judgeRandom(oracles, count, seed);
    const seconds = (Date.now() - begun) / 1000;
    for (const failure of failures.filter(Boolean)) console.log(`${failure}\n`);
    console.log(`frontends ${frontends.join(' and ')}, seed ${seed}`);
    console.log(`${documents} random documents of ${instructions} instructions: ${failures.length} read otherwise than said (${seconds.toFixed(1)} s, ${Math.round(documents / seconds)} a second)`);
    console.log(`refused: ${shown(refused)}`);
    const readings = await Promise.all(oracles.map(oracle => judgeReading(oracle, Math.round(count / READ), seed)));
    const misread = readings.flatMap(reading => reading.failures);
    for (const failure of misread.slice(0, SHOWN)) console.log(`${failure}\n`);
    console.log(`${readings[0].documents} Dockerfiles of others, read and printed: ${misread.length} mean something else; refused: ${shown(readings[0].refused)}`);
    const corpora = await Promise.all(oracles.map(judgeCorpus));
    for (const failure of new Set(corpora.flatMap(corpus => corpus.failures))) console.log(failure);
    console.log(`${corpora[0].documents} Dockerfiles of examples and blocks: ${corpora.reduce((sum, corpus) => sum + corpus.failures.length, 0)} findings`);
    const imports = await judgeImports(oracles[0], imported);
    for (const failure of imports.failures) console.log(failure);
    console.log(`${imports.documents} Dockerfiles, imported as TypeScript: ${imports.failures.length} mean something else`);
    return failures.length + misread.length + imports.failures.length + corpora.reduce((sum, corpus) => sum + corpus.failures.length, 0);
  } finally {
    for (const oracle of oracles) oracle.stop();
  }
}

function shown(refused: ReadonlyMap<string, number>): string {
  return [...refused].sort(([, a], [, b]) => b - a).map(([id, times]) => `${id} ${times}`).join(', ');
}

function start(): void {
  let options: { count?: string; seed?: string; frontend?: string; import?: string[] };
  try {
    ({ values: options } = parseArgs({ options: { count: { type: 'string' }, seed: { type: 'string' }, frontend: { type: 'string' }, import: { type: 'string', multiple: true } } }));
    const { count = '0', seed = '0', frontend } = options;
    if (![count, seed].every(each => /^\d{1,9}$/.test(each)) || (frontend !== undefined && !Object.hasOwn(FRONTENDS, frontend))) throw new Error('An option makes no sense.');
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    process.exitCode = 64;
    return;
  }
  const { count = '20000', seed = `${Date.now() % 1e9}`, frontend, import: imported = [] } = options;
  main(Number(count), Number(seed), frontend === undefined ? Object.keys(FRONTENDS) : [frontend], imported).then(
    wrong => { process.exitCode = wrong === 0 ? 0 : 1; },
    (error: Error) => {
      console.error(error instanceof Unavailable ? error.message : error);
      process.exitCode = error instanceof Unavailable ? UNAVAILABLE : 1;
    },
  );
}

start();
