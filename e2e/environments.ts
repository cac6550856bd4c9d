/**
 * Uses the packed library in one environment after another, and says in which it works. Needs the network, and `npx projen compile` before.
 *
 *     npx tsx e2e/environments.ts [--only TEXT] [--keep]
 *
 * Exit codes: 0 it works in all of them, 1 it does not, 64 wrong usage.
 */
import { parseArgs } from 'node:util';
import { ENVIRONMENTS } from './environments/table';
import { Workshop } from './environments/workshop';

async function main(only: string | undefined, keep: boolean): Promise<number> {
  const workshop = await Workshop.open();
  const rows: [string, string][] = [];
  for (const { name, check } of ENVIRONMENTS.filter(each => only === undefined || each.name.includes(only))) {
    const said = await check(workshop).catch((error: Error) => `not held: ${error.message}`);
    rows.push([name, said ?? 'held']);
    console.log(`| ${name} | ${(said ?? 'held').replace(/\s+/g, ' ').replace(/\|/g, '\\|').slice(0, 300)} |`);
  }
  if (keep) console.log(workshop.at('.'));
  else workshop.close();
  const failed = rows.filter(([, said]) => said.startsWith('not held'));
  console.log(`${rows.length} environments: ${failed.length} not held`);
  return failed.length;
}

const { values, positionals } = parseArgs({ options: { only: { type: 'string' }, keep: { type: 'boolean', default: false } }, allowPositionals: true });
if (positionals.length > 0) {
  console.error('npx tsx e2e/environments.ts [--only TEXT] [--keep]');
  process.exitCode = 64;
} else {
  void main(values.only, values.keep).then(failed => { process.exitCode = failed > 0 ? 1 : 0; });
}
