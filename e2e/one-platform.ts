import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Source } from './build';
import { Check, Subject } from './checks/check';
import * as files from './checks/files';
import { judge } from './checks/judge';
import { memory } from './checks/memory';
import { asPlanned } from './checks/verify';
import { Containers } from './containers';
import { Engine } from './engine';
import { Example } from './examples/example';
import { busyboxLinks, measure } from './measure';
import { measureMemory } from './memory';
import { Options } from './options';
import { MACHINES } from './platforms';
import { Row } from './tables';

const OUT = join(__dirname, '.out');

/** The folder of an example. */
export function folderOf({ folder, name }: Example): string {
  return join(__dirname, '..', 'examples', folder ?? name);
}

/** Builds an example for one platform, measures it, runs it, and counts the promises that it does not keep. */
export async function onePlatform(
  engine: Engine, options: Pick<Options, 'cold' | 'twice' | 'seed' | 'dockerfile'>, example: Example, platform: string, more: readonly Check[] = [],
): Promise<{ row: Row; failures: number }> {
  const folder = options.dockerfile ?? folderOf(example);
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
    ...more,
    ...uses === undefined ? [] : [memory(uses, example.memory!)],
  ];
  return { row: { example, platform, ours, seed, uses, cold: options.cold }, failures: await judge(checks, subject) };
}
