import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { _Refusal, _joinSome, _suggestNearest, _refuse } from '../../core';
import { _Manifest, _parseManifest } from '../../manifest';
import { UsageError } from '../command';
import { MOST_BYTES, Unreadable, readFile } from '../input';

/** The file that a synthesis writes beside a Dockerfile. */
const DEFAULT = 'Dockerfile.imagewright.json';

/** How many manifests a message names. */
const FEW = 5;

/** How many levels of folders are searched for manifests to suggest. */
const DEPTH = 4;

/** A manifest and its path. */
export interface ManifestFile {
  readonly name: string;
  readonly manifest: _Manifest;
}

/**
 * Reads the named manifest, or the one in the current folder.
 *
 * @throws `verify/manifest`
 */
export async function readManifest(name: string | undefined): Promise<ManifestFile> {
  const file = name ?? DEFAULT;
  let text;
  try {
    text = (await readFile(file, MOST_BYTES.manifest)).toString('utf8');
  } catch (error) {
    if (!(error instanceof Unreadable && error.code === 'ENOENT')) throw error;
    throw new UsageError(`There is no ${file}.${suggestManifests(name)}`);
  }
  try {
    return { name: file, manifest: _parseManifest(text) };
  } catch (error) {
    if (!(error instanceof _Refusal)) throw error;
    return _refuse({ ...error.problem, where: file });
  }
}

function suggestManifests(name: string | undefined): string {
  const found = findManifests('.', DEPTH);
  const nearest = name === undefined ? '' : _suggestNearest(name, found);
  if (found.length > 0) return `${nearest} Name one with --manifest: ${_joinSome(found, FEW)}.`;
  return name === undefined ? ' `npx projen synth` writes it; --manifest names another file.' : '';
}

function findManifests(folder: string, depth: number): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isFile()) return entry.name === DEFAULT ? [path] : [];
    return depth > 1 && entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.') ? findManifests(path, depth - 1) : [];
  });
}
