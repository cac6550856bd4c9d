import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Case, CASES } from './cases';
import { makeStandIns, pushStandIns } from './stand-ins';
import { Source } from '../build';
import { installTools } from './tools';
import { PORT, TREE } from './tree/tree';
import { judge } from '../checks/judge';
import { Containers } from '../containers';
import { Engine, Unavailable, UNAVAILABLE } from '../engine';
import { readImage } from '../image';
import { MACHINES } from '../platforms';
import { table } from '../tables';
import { fillFor } from './tree/fill';

const OUT = join(__dirname, '..', '.out', 'bases');

const USAGE = `npx tsx e2e/bases/main.ts [options]

Builds services on base images, whose builds ask package registries, runs them, and prints a table. The images and the registries are stand-ins.

  --case NAME        ${CASES.map(({ name }) => name).join(', ')} (default: all)
  --platform NAME    linux/amd64 or linux/arm64 (default: those of the case)
  --cold             build from nothing, so that the times mean something
  --images           make the base images, and nothing else
  --push             and push them to a registry on the engine's loopback

Exit codes: 0 all is as promised, 1 something is not, 3 there is no engine for it on this machine.
`;

/** The number of promises that were not kept. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      case: { type: 'string' },
      platform: { type: 'string' },
      cold: { type: 'boolean' },
      images: { type: 'boolean' },
      push: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const engine = await startWithBases();
  if (values.push) await pushStandIns(engine, await engine.startRegistry());
  if (values.images || values.push) return 0;
  await fillFor(CASES.map(({ folder }) => folder));
  const rows: string[][] = [];
  let broken = 0;
  for (const each of CASES.filter(({ name }) => name === (values.case ?? name))) {
    for (const platform of each.platforms.filter(name => name === (values.platform ?? name))) {
      console.error(`\n${each.name} ${platform}`);
      const { row, failures } = await prove(engine, each, platform, values.cold ?? false);
      rows.push(row);
      broken += failures;
    }
  }
  console.log(`\n${table(['image', 'platform', 'build, s', 'transferred, MB', 'layers', 'checks, s'], rows)}\n`);
  console.log(broken === 0 ? 'Every promise is kept.' : `${broken} promises are not kept.`);
  return broken;
}

/** The engine, with registries on its loopback and the base images. */
async function startWithBases(): Promise<Engine> {
  const engine = await Engine.start();
  if (!engine.standIns) throw new Unavailable('These builds need the stand-ins of the suite\'s own engine: set E2E_IGNORE_HOST=1.');
  await installTools();
  await mkdir(TREE, { recursive: true });
  await engine.serve(TREE, PORT);
  await makeStandIns(engine);
  return engine;
}

async function prove(engine: Engine, subject: Case, platform: string, cold: boolean): Promise<{ row: string[]; failures: number }> {
  const { name, folder, secrets = {}, checks } = subject;
  const slug = platform.replaceAll('/', '-');
  const tag = `imagewright-e2e/bases-${name}:${slug}`;
  const work = join(OUT, name, slug);
  const layout = join(work, 'image');
  const source = await Source.prepare(engine, folder, work, { unseen: cold, registries: true });
  const files = Object.fromEntries(Object.keys(secrets).map(id => [id, join(work, `${id}.secret`)]));
  for (const [id, file] of Object.entries(files)) await writeFile(file, secrets[id]);
  const took = await source.image(layout, { platform, tag, cold, secrets: files });
  const begun = Date.now();
  const image = await readImage(layout);
  await engine.load(layout);
  const machine = MACHINES[platform];
  const failures = await judge(checks, {
    engine,
    platform,
    machine,
    image,
    unpacked: new Map(),
    links: [],
    args: await source.args(),
    containers: new Containers(engine, tag, platform, machine.cpu),
  });
  const bytes = image.layers.reduce((sum, layer) => sum + layer, 0);
  return {
    row: [name, platform, took.seconds.toFixed(1), (bytes / 1e6).toFixed(1), String(image.layers.length), ((Date.now() - begun) / 1000).toFixed(1)],
    failures,
  };
}

main().then(
  broken => { process.exitCode = broken === 0 ? 0 : 1; },
  (error: Error) => {
    console.error(error.message);
    process.exitCode = error instanceof Unavailable ? UNAVAILABLE : 1;
  },
);
