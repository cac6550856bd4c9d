import { mkdir } from 'node:fs/promises';
import { installTools } from './tools';
import { Engine, Unavailable } from '../engine';
import { PORT, TREE } from './tree/tree';

/** The suite's own engine, with registries of packages on its loopback. */
export async function startBasesEngine(): Promise<Engine> {
  const engine = await Engine.start();
  if (!engine.standIns) throw new Unavailable('These builds need the stand-ins of the suite\'s own engine: set E2E_IGNORE_HOST=1.');
  await installTools();
  await mkdir(TREE, { recursive: true });
  await engine.serve(TREE, PORT);
  return engine;
}
