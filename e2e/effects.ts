/**
 * Runs commands whose effects the model knows over stand-ins of base images, with a real BuildKit, and compares: what the model says that is there
 * is there, and everything that the commands changed is unknown to it.
 *
 *     npx tsx e2e/effects.ts [--case NAME]
 *
 * Exit codes: 0 the model is right, 1 it is not, 3 there is no container engine, 64 wrong usage.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startBasesEngine } from './bases/engine';
import { makeStandIns } from './bases/stand-ins';
import { fillFor } from './bases/tree/fill';
import { EFFECTS_CASES } from './effects/cases';
import { proveEffects } from './effects/prove';
import { UNAVAILABLE, Unavailable } from './engine';
import { UsageError } from './options';

const PROJECTS = ['node', 'python'].map(name => join(__dirname, 'bases', 'cases', name));

async function main(only?: string): Promise<number> {
  const chosen = EFFECTS_CASES.filter(({ name }) => only === undefined || name === only);
  if (chosen.length === 0) throw new UsageError(`There is no case "${only}". Cases: ${EFFECTS_CASES.map(({ name }) => name).join(', ')}.`);
  const engine = await startBasesEngine();
  await Promise.all([makeStandIns(engine), fillFor(PROJECTS)]);
  const folder = await mkdtemp(join(tmpdir(), 'effects-'));
  let broken = 0;
  try {
    for (const each of chosen) {
      const { changed, known, wrong } = await proveEffects(engine, each, folder);
      console.log(`${each.name}: ${changed} paths changed, ${known} of the base are still known, ${wrong.length} untruths`);
      for (const what of wrong.slice(0, 20)) console.log(`  ${what}`);
      broken += wrong.length;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return broken;
}

function readOptions(): { case?: string } {
  try {
    return parseArgs({ options: { case: { type: 'string' } } }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

Promise.resolve().then(async () => main(readOptions().case)).then(
  broken => { process.exitCode = broken === 0 ? 0 : 1; },
  (error: Error) => {
    console.error(error.message);
    process.exitCode = error instanceof UsageError ? 64 : error instanceof Unavailable ? UNAVAILABLE : 1;
  },
);
