import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Source } from './build';
import { Subject } from './checks/check';
import * as files from './checks/files';
import { judge } from './checks/judge';
import { memory } from './checks/memory';
import { asPlanned } from './checks/verify';
import { Containers } from './containers';
import { Engine, Unavailable, UNAVAILABLE } from './engine';
import { Example } from './examples/example';
import { busyboxLinks, measure } from './measure';
import { measureMemory } from './memory';
import { Options, parseOptions, USAGE, UsageError } from './options';
import { MACHINES } from './platforms';
import { CommandFailed } from './process';
import { imagesTable, memoryTable, partsTable, Row, seedTable } from './tables';

const OUT = join(__dirname, '.out');
const SECOND = 1000;

const say = (text: string) => console.error(text);

/** Builds, inspects and runs what was asked for; the number of promises that were not kept. */
async function main(options: Options): Promise<number> {
  const begun = Date.now();
  const engine = await Engine.up();
  say(engine.standIns ? 'own engine, stand-ins for base images and downloads' : 'the engine of this machine, real images');
  const rows: Row[] = [];
  let broken = 0;
  for (const example of options.examples) {
    for (const platform of options.platforms ?? example.platforms) {
      if (!example.platforms.includes(platform)) continue;
      say(`\n${example.name} ${platform}`);
      try {
        const { row, failures } = await onePlatform(engine, options, example, platform);
        rows.push(row);
        broken += failures;
      } catch (error) {
        if (!(error instanceof CommandFailed)) throw error;
        say(`  FAILED  ${error.message.replace(/\n/g, '\n          ')}`);
        broken++;
      }
    }
  }
  const report = [
    imagesTable(rows),
    ...options.examples.map(example => partsTable(rows.filter(row => row.example === example))),
    ...rows.every(({ uses }) => uses === undefined) ? [] : [memoryTable(rows)],
    ...options.seed === undefined ? [] : [seedTable(rows)],
    `${rows.length} images in ${Math.round((Date.now() - begun) / SECOND)} s; ${broken === 0 ? 'every promise kept' : `${broken} promises not kept`}.`,
  ].join('\n\n');
  console.log(`\n${report}`);
  if (options.report !== undefined) await writeFile(options.report, `${report}\n`);
  return broken;
}

async function onePlatform(engine: Engine, options: Options, example: Example, platform: string): Promise<{ row: Row; failures: number }> {
  const folder = options.dockerfile ?? join(__dirname, '..', 'examples', example.folder ?? example.name);
  const slug = platform.replaceAll('/', '-');
  const tag = `imagewright-e2e/${example.name}:${slug}`;
  const work = join(OUT, example.name, slug);
  const source = await Source.prepare(engine, resolve(folder), work, { unseen: options.cold });
  const wanted = { cold: options.cold, twice: options.twice, bump: options.seed !== undefined };
  const ours = await measure(engine, source, example, platform, tag, wanted);
  const seed = options.seed === undefined ? undefined : await measure(
    engine, await Source.prepare(engine, resolve(options.seed), join(work, 'seed'), { unseen: true }),
    example, platform, `${tag}-seed`, { ...wanted, twice: false },
  );
  const containers = new Containers(engine, tag, platform, MACHINES[platform].cpu);
  const subject: Subject = {
    engine,
    platform,
    machine: MACHINES[platform],
    image: ours.image,
    unpacked: ours.unpacked,
    links: await busyboxLinks(source, example, platform),
    args: await source.args(),
    containers,
  };
  await engine.load(ours.image.layout);
  const manifest = join(folder, 'Dockerfile.imagewright.json');
  // Emulated, the memory would be that of the emulator.
  const budget = MACHINES[platform].cpu === undefined ? example.memory : undefined;
  const uses = budget && await measureMemory(engine, containers, budget);
  const checks = [
    ...ours.again === undefined ? [] : [files.sameDigest(ours.again)],
    ...existsSync(manifest) ? [asPlanned(manifest)] : [],
    ...example.checks,
    ...uses === undefined ? [] : [memory(uses, example.memory!)],
  ];
  return { row: { example, platform, ours, seed, uses, cold: options.cold }, failures: await judge(checks, subject) };
}

function start(): void {
  let options: Options;
  try {
    if (process.argv.includes('--help')) return console.log(USAGE);
    options = parseOptions(process.argv.slice(2));
    for (const folder of [options.dockerfile, options.seed]) {
      if (folder !== undefined && !existsSync(join(folder, 'Dockerfile'))) throw new UsageError(`There is no Dockerfile in "${folder}".`);
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    say(`${error.message}\n\n${USAGE}`);
    process.exitCode = 64;
    return;
  }
  main(options).then(
    broken => { process.exitCode = broken === 0 ? 0 : 1; },
    (error: Error) => {
      say(error.message);
      process.exitCode = error instanceof Unavailable ? UNAVAILABLE : 1;
    },
  );
}

start();
