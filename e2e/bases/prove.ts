import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Case, FILE_CHECKS } from './cases';
import { Source } from '../build';
import { judge } from '../checks/judge';
import { asPlanned } from '../checks/verify';
import { Containers } from '../containers';
import { Engine } from '../engine';
import { readImage } from '../image';
import { MACHINES } from '../platforms';

const OUT = join(__dirname, '..', '.out', 'bases');

/** One platform of a case, built and run. */
export interface Proof {
  readonly buildSeconds: number;
  readonly checkSeconds: number;
  /** Bytes of each layer as it is transferred. */
  readonly layers: readonly number[];
  /** How many checks failed. */
  readonly failures: number;
}

/** How a case is proven. */
export interface ProveOptions {
  /** From nothing, so that the times mean something. */
  readonly cold: boolean;
  /** Whether the image is started. */
  readonly runs: boolean;
}

/** Builds one platform of a case, runs it, and checks it. */
export async function prove(engine: Engine, proven: Case, platform: string, { cold, runs }: ProveOptions): Promise<Proof> {
  const { name, folder, secrets = {}, checks } = proven;
  const slug = platform.replaceAll('/', '-');
  const tag = `imagewright-e2e/bases-${name}:${slug}`;
  const work = join(OUT, name, slug);
  const layout = join(work, 'image');
  const source = await Source.prepare(engine, folder, work, { unseen: cold, registries: true });
  const files = Object.fromEntries(Object.keys(secrets).map(id => [id, join(work, `${id}.secret`)]));
  for (const [id, file] of Object.entries(files)) await writeFile(file, secrets[id]);
  const { seconds } = await source.image(layout, { platform, tag, cold, secrets: files });
  const begun = Date.now();
  const image = await readImage(layout);
  if (runs) await engine.load(layout);
  const machine = MACHINES[platform];
  const containers = new Containers(engine, tag, platform, machine.cpu);
  const manifest = join(folder, 'Dockerfile.imagewright.json');
  const all = [...existsSync(manifest) ? [asPlanned(manifest)] : [], ...runs ? checks : FILE_CHECKS];
  const failures = await judge(all, { engine, platform, machine, image, unpacked: new Map(), links: [], args: await source.args(), containers });
  return { buildSeconds: seconds, checkSeconds: (Date.now() - begun) / 1000, layers: image.layers, failures };
}
