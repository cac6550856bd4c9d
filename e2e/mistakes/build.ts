import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BakeTarget } from './variant';
import type { Engine } from '../engine';

/** A variant to build; its name is also the tag of its image. */
export interface Job {
  readonly name: string;
  readonly target: BakeTarget;
  /** Whether the build is to stop, so that it cannot be built beside others. */
  readonly stops: boolean;
}

/** Builds all into a repository of a registry: an image takes little time there, as its base is there already. Returns what BuildKit said of those that did not build. */
export async function buildAll(engine: Engine, repository: string, jobs: readonly Job[], folder: string): Promise<ReadonlyMap<string, string>> {
  const file = join(folder, 'bake.json');
  await writeFile(file, JSON.stringify({
    target: Object.fromEntries(jobs.map(({ name, target }) => [name, { ...target, output: [`type=registry,name=${repository}:${name}`] }])),
  }));
  const bake = async (names: readonly string[]) => engine.docker(
    ['buildx', 'bake', '--progress', 'plain', '-f', file, '--provenance=false', ...names],
    { mayFail: true, timeoutSeconds: 900, env: { BUILDX_BAKE_ENTITLEMENTS_FS: '0' } },
  );
  const failed = new Map<string, string>();
  const alone = async (all: readonly Job[]) => {
    for (const { name } of all) {
      const { code, stderr } = await bake([name]);
      if (code !== 0) failed.set(name, `does not build: ${findReason(stderr)}`);
    }
  };
  await alone(jobs.filter(({ stops }) => stops));
  const together = jobs.filter(({ stops }) => !stops);
  if ((await bake(together.map(({ name }) => name))).code !== 0) await alone(together);
  return failed;
}

function findReason(stderr: string): string {
  return /^ERROR: (.*)$/m.exec(stderr)?.[1]?.replace(/ of ref \S+:/, ':') ?? stderr.slice(-300);
}
