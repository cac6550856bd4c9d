import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CACHE } from '../cache';

const STAMPS = join(CACHE, 'stamps');

/** Something that is kept between runs. */
export interface Product {
  readonly path: string;
  /** The source file of the code that makes it. */
  readonly maker: string;
  /** Everything else that decides what it is. */
  readonly inputs: readonly string[];
  /** Its name where the last part of the path is not unique. */
  readonly name?: string;
}

/** A checksum over all that decided what a product is, as it was when it was made. */
export async function readStamp(name: string): Promise<string> {
  const file = join(STAMPS, name);
  return existsSync(file) ? readFile(file, 'utf8') : '';
}

/** Makes something unless it is there, made by the same code from the same inputs. What was interrupted is made again. */
export async function makeOnce({ path, maker, inputs, name = basename(path) }: Product, make: () => Promise<void>): Promise<void> {
  const stamp = createHash('sha256').update(JSON.stringify([await readFile(maker, 'utf8'), ...inputs])).digest('hex');
  if (existsSync(path) && await readStamp(name) === stamp) return console.error(`  ${name}: up to date`);
  await mkdir(STAMPS, { recursive: true });
  await rm(join(STAMPS, name), { force: true });
  const begun = Date.now();
  await make();
  await writeFile(join(STAMPS, name), stamp);
  console.error(`  ${name}: ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}
