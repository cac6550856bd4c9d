/*
 * Writes src/catalog/*.generated.ts from catalog/*.json: no network, no clock.
 *
 *   npx tsx scripts/catalog.ts [--check]
 *
 * Every module in scripts/catalog/ exports `render`, which takes the directory of the catalogs and returns the files to write.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a module in scripts/catalog/ exports: text by the name of its file in src/catalog/. */
export interface Renderer {
  readonly render: (catalogs: string) => Record<string, string>;
}

const ROOT = join(__dirname, '..');
const OUTPUT = join(ROOT, 'src', 'catalog');
const RENDERERS = join(__dirname, 'catalog');

async function main(check: boolean): Promise<void> {
  const files: Record<string, string> = {};
  for (const module of readdirSync(RENDERERS).sort()) {
    const { render } = await import(join(RENDERERS, module)) as Renderer;
    Object.assign(files, render(join(ROOT, 'catalog')));
  }
  const present = readdirSync(OUTPUT).filter(name => name.endsWith('.generated.ts'));
  const stale = [
    ...Object.keys(files).filter(name => !present.includes(name) || readFileSync(join(OUTPUT, name), 'utf8') !== files[name]),
    ...present.filter(name => !(name in files)),
  ].sort();
  if (check && stale.length > 0) {
    console.error(`src/catalog/ is stale: ${stale.join(', ')}. Fix: run \`npm run catalog\` and commit it.`);
    process.exitCode = 1;
  }
  if (check) return;
  for (const name of stale) {
    if (name in files) writeFileSync(join(OUTPUT, name), files[name]);
    else rmSync(join(OUTPUT, name));
    console.log(`${name in files ? 'wrote' : 'removed'} src/catalog/${name}`);
  }
}

void main(process.argv.includes('--check'));
