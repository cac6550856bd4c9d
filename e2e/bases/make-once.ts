import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CACHE } from '../cache';

/**
 * Makes something unless an earlier run made it from the same inputs. The inputs are kept beside the cache as a checksum, which is
 * removed first and written last: what was interrupted is made again.
 */
export async function makeOnce(name: string, inputs: readonly string[], make: () => Promise<void>): Promise<void> {
  const folder = join(CACHE, 'stamps');
  const file = join(folder, name);
  const stamp = createHash('sha256').update(JSON.stringify(inputs)).digest('hex');
  if (existsSync(file) && await readFile(file, 'utf8') === stamp) return console.error(`  ${name}: up to date`);
  await mkdir(folder, { recursive: true });
  await rm(file, { force: true });
  const begun = Date.now();
  await make();
  await writeFile(file, stamp);
  console.error(`  ${name}: ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}
