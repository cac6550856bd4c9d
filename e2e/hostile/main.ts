/**
 * Puts hostile texts into every option that is a text, and asks what becomes of each: refused, or the same structure as with a good text?
 *
 *     npx tsx e2e/hostile/main.ts [--per-place N] [--seed S] [--all] [--part I/N] [--option NAME] [--string NAME] [--json FILE]
 *
 * Exit codes: 0 nothing is wrong, 1 something is, 3 there is no Go to compile the parsers with, 64 wrong usage.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { uncovered } from './coverage';
import { Experiment, Pair } from './experiment';
import { unseen } from './planted';
import { failureText, summary } from './report';
import { runPairs } from './run';
import { sample } from './sample';
import { Shapes } from './shapes';
import { UNAVAILABLE, Unavailable } from '../engine';
import { Oracle } from '../oracle/oracle';

const USAGE = 'npx tsx e2e/hostile/main.ts [--per-place N] [--seed S] [--all] [--part I/N] [--option NAME] [--string NAME] [--json FILE]';

interface Options {
  readonly all: boolean;
  readonly perPlace: number;
  readonly seed: number;
  readonly part: readonly [number, number];
  readonly option?: string;
  readonly string?: string;
  readonly json?: string;
}

async function main(options: Options): Promise<number> {
  const experiment = new Experiment();
  const oracle = await Oracle.start();
  const shapes = new Shapes(oracle);
  try {
    const broken = [...experiment.broken, ...uncovered(experiment), ...await unseen(shapes)];
    for (const each of broken) console.log(each);
    if (broken.length > 0) return broken.length;
    const begun = Date.now();
    const pairs = chosen(experiment.pairs, options);
    if (pairs.length === 0) throw new Usage('There is no such pair.');
    const report = await runPairs(experiment, shapes, pairs, done => { if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${pairs.length}`); });
    if (options.json !== undefined) writeFileSync(options.json, JSON.stringify(report));
    if (report.failures.length > 0) console.log(`${failureText(report.failures)}\n`);
    console.log(`${summary(report)} (${((Date.now() - begun) / 1000).toFixed(0)} s)`);
    return report.failures.length;
  } finally {
    oracle.stop();
    experiment.end();
  }
}

function chosen(pairs: readonly Pair[], { all, perPlace, seed, part: [part, parts], option, string }: Options): Pair[] {
  const asked = pairs.filter(pair => (option ?? pair.slot.option) === pair.slot.option && (string ?? pair.string.name) === pair.string.name);
  const isWhole = all || option !== undefined || string !== undefined;
  return (isWhole ? asked : sample(asked, ({ program, slot }) => `${program} ${slot.call} ${slot.place}`, perPlace, seed)).filter((_, i) => i % parts === part);
}

class Usage extends Error {}

function optionsFrom(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      'all': { type: 'boolean' },
      'per-place': { type: 'string' },
      'seed': { type: 'string' },
      'part': { type: 'string' },
      'option': { type: 'string' },
      'string': { type: 'string' },
      'json': { type: 'string' },
    },
  });
  const { 'all': all = false, 'per-place': perPlace = '4', seed = '1', part = '1/1', option, string, json } = values;
  const [, index, parts] = /^(\d+)\/(\d+)$/.exec(part) ?? [];
  if (![perPlace, seed].every(each => /^\d{1,9}$/.test(each)) || !(Number(index) >= 1 && Number(index) <= Number(parts))) throw new Usage('An option makes no sense.');
  return { all, perPlace: Number(perPlace), seed: Number(seed), part: [Number(index) - 1, Number(parts)], option, string, json };
}

async function start(): Promise<number> {
  try {
    return await main(optionsFrom(process.argv.slice(2))) === 0 ? 0 : 1;
  } catch (error) {
    if (error instanceof Unavailable) { console.error(error.message); return UNAVAILABLE; }
    const isUsage = error instanceof Usage || `${(error as { code?: string }).code}`.startsWith('ERR_PARSE_ARGS');
    console.error(isUsage ? `${(error as Error).message}\n${USAGE}` : error);
    return isUsage ? 64 : 1;
  }
}

void start().then(code => { process.exitCode = code; });
