/*
 * Stores the current public API in compat/, so that `npx projen compat` can compare later ones with it. Run at each release, after a compilation.
 *
 *   npx tsx scripts/compat-baseline.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const ROOT = join(__dirname, '..');
const BASELINE = join(ROOT, 'compat');

/** Removes the parts that a comparison ignores: texts, and positions in the sources. */
function bare(key: string, value: unknown): unknown {
  if (['readme', 'locationInModule', 'symbolId'].includes(key)) return undefined;
  if (key === 'docs') return { stability: (value as { readonly stability?: string }).stability };
  return value;
}

function readJson<T>(name: string): T {
  return JSON.parse(readFileSync(join(ROOT, name), 'utf8')) as T;
}

const { name, peerDependencies } = readJson<{ readonly name: string; readonly peerDependencies: Record<string, string> }>('package.json');
const assembly = readJson<{ readonly version: string }>('.jsii');
const files = {
  // jsii accepts this as a package: it looks for its dependencies from here upwards.
  'package.json': `${JSON.stringify({ name, version: assembly.version, private: true, jsii: {}, dependencies: peerDependencies }, undefined, 2)}\n`,
  '.jsii': `${JSON.stringify({ schema: 'jsii/file-redirect', compression: 'gzip', filename: '.jsii.gz' }, undefined, 2)}\n`,
  '.jsii.gz': gzipSync(JSON.stringify(assembly, bare), { level: 9 }),
};
for (const [file, content] of Object.entries(files)) writeFileSync(join(BASELINE, file), content);
