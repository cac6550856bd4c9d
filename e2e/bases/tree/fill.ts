import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RefusedProject, fillMaven } from './maven';
import { fillNpm } from './npm';
import { fillPypi, listLocked, listRequired } from './pypi';

/** What pip and uv need to build a source distribution; no lock file names it. */
const BUILDERS = ['setuptools==75.6.0', 'wheel==0.45.1'];

/** Puts what the lock files and the POMs of some projects name into the tree. Returns the folders whose projects a registry refuses. */
export async function fillFor(folders: readonly string[]): Promise<RefusedProject[]> {
  const read = (name: string) => readAll(folders, name);
  await fillNpm((await read('package-lock.json')).map(({ text }) => text));
  const locked = (await read('uv.lock')).flatMap(({ text }) => listLocked(text));
  const required = (await read('requirements.txt')).flatMap(({ text }) => listRequired(text));
  await fillPypi([...new Set([...BUILDERS, ...locked, ...required])]);
  const refused = await fillMaven(await read('pom.xml'));
  return folders.flatMap(folder => refused.filter(each => each.folder.startsWith(folder)).map(({ reason }) => ({ folder, reason })));
}

async function readAll(folders: readonly string[], name: string): Promise<{ folder: string; text: string }[]> {
  const entries = (await Promise.all(folders.map(folder => readdir(folder, { recursive: true, withFileTypes: true })))).flat();
  const files = entries.filter(entry => entry.isFile() && entry.name === name && !entry.parentPath.includes('node_modules'));
  return Promise.all(files.map(async ({ parentPath: folder }) => ({ folder, text: await readFile(join(folder, name), 'utf8') })));
}
