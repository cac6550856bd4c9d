/**
 * Builds random programs of COPY, WORKDIR, links and the like with a real BuildKit, and compares the result with the prediction of the model:
 * every path with its kind, mode, owner, target and text, what is missing, and whether the build stops. Then random configurations, which
 * BuildKit only converts.
 *
 *     npx tsx e2e/rootfs-oracle.ts [--programs N] [--seed S] [--kind copies|scripts|bases]
 *
 * Programs over bases start from stand-ins of base images, of which a base file is written and read.
 * Exit codes: 0 the model is right, 1 it is not, 3 there is no container engine, 64 wrong usage.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { startBasesEngine } from './bases/engine';
import { makeStandIns } from './bases/stand-ins';
import { Engine, UNAVAILABLE, Unavailable } from './engine';
import { createBasePrograms } from './rootfs-oracle/base-program';
import { NO_BASES, OracleBases, makeOracleBases } from './rootfs-oracle/bases';
import { build } from './rootfs-oracle/build';
import { isOpen, isToFail, untruths } from './rootfs-oracle/compare';
import { judgeConfigs } from './rootfs-oracle/configs';
import { declare } from './rootfs-oracle/declare';
import { Program, programs, shellPrograms } from './rootfs-oracle/program';

const USAGE = 'npx tsx e2e/rootfs-oracle.ts [--programs N] [--seed S] [--kind copies|scripts|bases]';

/** Builds at a time: each spends most of its time waiting. */
const PARALLEL = 4;

/** Programs that are built at a time. */
const LOT = 20;

/** One of so many programs runs commands, which takes a second. */
const SHELL_SHARE = 20;

/** One of so many programs starts from base images, whose thousands of files are copied and compared. */
const BASE_SHARE = 4;

/** Configurations for each program: they are only read. */
const CONFIGS = 10;

/** Failures that are shrunk and shown. */
const SHOWN = 3;

/** What programs came to. */
interface Counts { built: number; stopped: number; open: number; wrong: number }

async function main(count: number, seed: number, given?: string): Promise<number> {
  const engine = given === 'bases' ? await startBasesEngine() : await Engine.up();
  const folder = await mkdtemp(join(tmpdir(), 'rootfs-oracle-'));
  const shell = given === 'bases' ? '' : await shellContext(engine, folder);
  let folders = 0;
  let prefixes = 0;
  const judge = async (lot: readonly Program[], bases: OracleBases): Promise<string[][]> => {
    const jobs = lot.map(program => {
      const prefix = `P${prefixes++}`;
      return { program, prefix, declared: declare(program, prefix, bases) };
    });
    const built = await build(engine, join(folder, `${folders++}`), jobs, shell, bases);
    return jobs.map(({ declared: { model } }, i) => untruths(model, built[i]));
  };

  const begun = Date.now();
  const counts: Counts = { built: 0, stopped: 0, open: 0, wrong: 0 };
  const read = given === undefined || given === 'bases' ? await readBases(engine) : NO_BASES;
  const kinds = [
    { kind: 'copies', arbitrary: programs, share: 1, bases: NO_BASES },
    { kind: 'scripts', arbitrary: shellPrograms, share: SHELL_SHARE, bases: NO_BASES },
    ...read === NO_BASES
      ? []
      : [{ kind: 'bases', arbitrary: createBasePrograms(read.references), share: given === 'bases' ? 1 : BASE_SHARE, bases: read }],
  ];
  for (const { kind, arbitrary, share, bases } of kinds.filter(each => each.kind === (given ?? each.kind))) {
    const all = fc.sample(arbitrary, { seed, numRuns: Math.ceil(count / share) });
    const failed = new Map<number, string[]>();
    const lots = lotsOf(all, counts, bases).values();
    await Promise.all(Array.from({ length: PARALLEL }, async () => {
      for (const lot of lots) {
        const judged = await judge(lot.map(index => all[index]), bases);
        judged.forEach((wrong, i) => { if (wrong.length > 0) failed.set(lot[i], wrong); });
      }
    }));
    counts.wrong += failed.size;
    for (const [index, wrong] of [...failed].sort(([a], [b]) => a - b).slice(0, SHOWN)) {
      const smallest = await shrunk(arbitrary, seed, index, async program => (await judge([program], bases))[0], bases);
      console.log([`${kind}, seed ${seed}, program ${index}`, ...smallest ?? ['It went wrong once, and is right now:', ...wrong], ''].join('\n'));
    }
  }
  await rm(folder, { recursive: true, force: true });
  const configs = await judgeConfigs(count * CONFIGS, seed);
  for (const wrong of configs.slice(0, SHOWN)) console.log(`${wrong}\n`);
  console.log(`seed ${seed}: ${counts.built} programs built and are known in full, ${counts.open} in part, ${counts.stopped} were foretold to stop; `
    + `the model is wrong about ${counts.wrong} (${((Date.now() - begun) / 1000).toFixed(0)} s)`);
  console.log(`${count * CONFIGS} configurations: the model is wrong about ${configs.length}`);
  return counts.wrong + configs.length;
}

/** Those that are to build are built many at a time, the others one by one. */
function lotsOf(all: readonly Program[], counts: Counts, bases: OracleBases): number[][] {
  const lots: number[][] = [];
  let lot: number[] = [];
  for (const [index, program] of all.entries()) {
    const { model } = declare(program, 'P', bases);
    counts[isToFail(model) ? 'stopped' : isOpen(model) ? 'open' : 'built']++;
    if (isToFail(model)) { lots.push([index]); continue; }
    if (lot.length === 0) lots.push(lot);
    lot.push(index);
    if (lot.length === LOT) lot = [];
  }
  return lots;
}

/** The base images, made of the stand-ins. */
async function readBases(engine: Engine): Promise<OracleBases> {
  await startBasesEngine();
  await makeStandIns(engine);
  return makeOracleBases(engine);
}

/** An image with a shell, as a build context. */
async function shellContext(engine: Engine, folder: string): Promise<string> {
  const path = join(folder, 'Dockerfile');
  await writeFile(path, 'FROM debian:trixie-slim\n');
  return (await engine.contexts(path))[1]?.replace(/^[^=]*=/, '') ?? 'docker-image://debian:trixie-slim';
}

/** What is wrong with the smallest program that goes wrong in some way; nothing where it no longer does. */
async function shrunk(
  arbitrary: fc.Arbitrary<Program>, seed: number, index: number, judge: (program: Program) => Promise<string[]>, bases: OracleBases,
): Promise<string[] | undefined> {
  const { counterexample } = await fc.check(
    fc.asyncProperty(arbitrary, async program => (await judge(program)).length === 0), { seed, path: `${index}`, numRuns: 1, interruptAfterTimeLimit: 60_000 },
  );
  if (counterexample === null) return undefined;
  const [program] = counterexample;
  return [...await judge(program), `tree: ${JSON.stringify(program.tree)}`, `unknown: ${JSON.stringify(program.secret)}`, declare(program, 'P0', bases).dockerfile];
}

function start(): void {
  let options: { programs?: string; seed?: string; kind?: string };
  try {
    ({ values: options } = parseArgs({ options: { programs: { type: 'string' }, seed: { type: 'string' }, kind: { type: 'string' } } }));
    if (![options.programs ?? '0', options.seed ?? '0'].every(each => /^\d{1,9}$/.test(each))) throw new Error('An option makes no sense.');
    if (![undefined, 'copies', 'scripts', 'bases'].includes(options.kind)) throw new Error(`There is no kind "${options.kind}".`);
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    process.exitCode = 64;
    return;
  }
  const { programs: count = '250', seed = `${Date.now() % 1e9}` } = options;
  main(Number(count), Number(seed), options.kind).then(
    wrong => { process.exitCode = wrong === 0 ? 0 : 1; },
    (error: Error) => {
      console.error(error instanceof Unavailable ? error.message : error);
      process.exitCode = error instanceof Unavailable ? UNAVAILABLE : 1;
    },
  );
}

start();
