/*
 * Reads a BusyBox release and writes catalog/busybox-VERSION.json, whose diff a person reviews.
 *
 *   npx tsx scripts/fetch/busybox.ts VERSION [ARCHIVE]
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readApplets } from './busybox-applets';
import { readKconfig } from './busybox-kconfig';
import type { _BusyboxCatalog } from '../../src/catalog/busybox-catalog';

/** Checksums of the releases' archives, from https://busybox.net/downloads/. */
const SHA256: Record<string, string> = {
  '1.37.0': '3311dff32e746499f4df0d5df04d7eb396382d7e108bb9250e7b519b837043a4',
  '1.38.0': '34f9ea6ff8636f2c9241153b9114eefa9e65674a45318ae1ef95bb5f31c53bb2',
};

async function main(version: string, archive?: string): Promise<void> {
  const source = `https://busybox.net/downloads/busybox-${version}.tar.bz2`;
  const bytes = archive === undefined ? await download(source) : readFileSync(archive);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (SHA256[version] !== sha256) {
    throw new Error(`${archive ?? source} has sha256 ${sha256}, expected ${SHA256[version] ?? 'none: the version is not in the table of this script'}.`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'busybox-'));
  try {
    execFileSync('tar', ['-xjf', '-', '-C', folder, '--strip-components=1'], { input: bytes });
    const catalog: _BusyboxCatalog = {
      source,
      version,
      sha256,
      applets: readApplets(annotations(sourceFiles(folder), 'applet')),
      ...readKconfig(kconfigLines(folder, 'Config.in')),
    };
    const output = join(__dirname, '..', '..', 'catalog', `busybox-${version}.json`);
    writeFileSync(output, oneEntryPerLine(catalog));
    console.log(`${output}: ${catalog.applets.length} applet lines, ${catalog.symbols.length} symbols, ${catalog.choices.length} choices`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function download(url: string): Promise<Buffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return Buffer.from(await response.arrayBuffer());
}

/** The C files two and three levels down, in the order of `scripts/gen_build_files.sh`: shallow ones first, then by the C locale. */
function sourceFiles(folder: string): string[] {
  const folders = (parent: string) => sorted(readdirSync(parent)).map(name => join(parent, name)).filter(path => statSync(path).isDirectory());
  const shallow = folders(folder);
  return [...shallow, ...shallow.flatMap(folders)].flatMap(cFiles);
}

function cFiles(folder: string): string[] {
  return sorted(readdirSync(folder)).filter(name => name.endsWith('.c')).map(name => join(folder, name));
}

/** The lines of a `Config.in`, which for most folders is `Config.src` with the folder's `//config:` comments at `INSERT`. */
function kconfigLines(root: string, path: string): string[] {
  const folder = join(root, path, '..');
  const read = (name: string) => readFileSync(join(folder, name), 'utf8').split('\n');
  const lines = path === 'Config.in' ? read('Config.in') : read('Config.src')
    .flatMap(line => line === 'INSERT' ? annotations(cFiles(folder), 'config') : [line]);
  return lines.flatMap(line => {
    const sourced = /^source\s+"?([^"\s]+)"?/.exec(line);
    return sourced ? kconfigLines(root, sourced[1]) : [line];
  });
}

/** The lines after `//KEYWORD:` in the sources. */
function annotations(files: string[], keyword: string): string[] {
  const mark = `//${keyword}:`;
  return files.flatMap(file => readFileSync(file, 'utf8').split('\n'))
    .filter(line => line.startsWith(mark))
    .map(line => line.slice(mark.length));
}

function oneEntryPerLine(catalog: _BusyboxCatalog): string {
  const fields = Object.entries(catalog).map(([name, value]) => Array.isArray(value)
    ? `"${name}": [\n${value.map(entry => JSON.stringify(entry)).join(',\n')}\n]`
    : `"${name}": ${JSON.stringify(value)}`);
  return `{\n${fields.join(',\n')}\n}\n`;
}

/** By code units, as the C locale sorts. */
function sorted(names: string[]): string[] {
  return [...names].sort((a, b) => a < b ? -1 : 1);
}

void main(process.argv[2], process.argv[3]);
